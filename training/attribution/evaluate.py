"""How well a tagger does on a split of PolNeAR, by itself: the protocols stand in docs/measures.md."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import add
from pathlib import Path
from typing import Any

import numpy as np
import torch

from data import Sample, sample
from model import LINK, Tagger
from sayso.bench.attribution_scores import ROLES, Counts, Said, SpanCounts, paragraphs_of, spans, whole
from sayso.bench.polnear_data import read_split
from sayso.language.pieces import windows
from sayso.language.spans import Links, Seen, attributions_of, best_tags, log_softmax, within_sentences


@torch.no_grad()
def outputs(tagger: Tagger, one: Sample, marks: tuple[int, int]) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """The tags' logits and the link vectors of each paragraph's words."""
    logits = [np.zeros((len(item.places), 7), np.float32) for item in one.paragraphs]
    rows = [np.zeros((len(item.places), 2 * (3 * LINK + 1)), np.float32) for item in one.paragraphs]
    every = sorted(windows(one.paragraphs, *marks), key=lambda window: len(window.pieces))
    for window in every:
        pieces = torch.from_numpy(window.pieces)[None]
        with torch.autocast("cpu", torch.bfloat16):
            tags, vectors = tagger(
                pieces,
                torch.from_numpy(window.shapes)[None],
                torch.from_numpy(window.quoted)[None],
                torch.ones_like(pieces),
            )
        for part in window.parts:
            item = one.paragraphs[part.paragraph]
            at = np.minimum(
                item.firsts[part.first : part.last] - item.firsts[part.first] + part.at, pieces.shape[1] - 1
            )
            logits[part.paragraph][part.first : part.last] = tags[0, at].float().numpy()
            rows[part.paragraph][part.first : part.last] = vectors[0, at].float().numpy()
    return logits, rows


def links_of(tagger: Tagger) -> Links:
    """What the tagger learned of distances."""
    return Links(LINK, tagger.distance.detach().numpy(), tagger.between.detach().numpy())


def read(tagger: Tagger, one: Sample, marks: tuple[int, int]) -> Iterator[Said]:
    """The attributions found in an article."""
    logits, rows = outputs(tagger, one, marks)
    scores = [log_softmax(row) for row in logits]
    links = links_of(tagger)
    best = best_tags([within_sentences(*each) for each in zip(scores, one.units, strict=True)])
    for item, *seen in zip(one.paragraphs, scores, best, rows, one.units, strict=True):
        for found in attributions_of(Seen(*seen, item.quoted > 0), links):
            if found.cue:
                yield Said(
                    *(tuple((item.places[a][0], item.places[b][1]) for a, b in getattr(found, role)) for role in ROLES)
                )


def measured(tagger: Tagger, reader: Any, folder: Path, marks: tuple[int, int]) -> dict[str, float]:
    """F1 of exact spans by role, of whole attributions, and of those with the right source."""
    tagger.eval()
    known = list(read_split(folder))
    found: dict[str, tuple[Said, ...]] = {}
    for one in known:
        if one.article not in found:
            found[one.article] = tuple(read(tagger, sample(one, reader), marks))
    counts = reduce(add, (whole(one.said, found[one.article], one.text) for one in known), Counts())
    places = reduce(add, (spans(one.said, found[one.article], paragraphs_of(one.text)) for one in known), SpanCounts())
    exact = {role: places.exact[role].f for role in ROLES}
    tally = counts.content
    return {
        **exact,
        "whole": tally.f,
        "with_source": counts.with_source.f,
        "precision": tally.precision,
        "recall": tally.recall,
    }
