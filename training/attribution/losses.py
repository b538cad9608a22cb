"""What is wrong with a tagger's view of a batch."""

from __future__ import annotations

import math

import torch
from batches import WIDEST, Batch, Questions
from torch import Tensor
from torch.nn import functional

from model import LINK, Tagger

#: How much the links weigh beside the tags.
OF_LINKS = 0.1


def loss_of(tagger: Tagger, batch: Batch, share: float, heat: float) -> Tensor:
    """Cross-entropy of tags and links. With a teacher, `share` of the tags' part is its view, softened by `heat` (Hinton et al. 2015)."""
    with torch.autocast("cpu", torch.bfloat16):
        logits, rows = tagger(batch.pieces, batch.shapes, batch.quoted, batch.mask)
    logits, rows = logits.float(), rows.float()
    asked = batch.tags >= 0
    found = functional.cross_entropy(logits[asked], batch.tags[asked])
    if batch.soft is not None:
        view = functional.log_softmax(logits[asked] / heat, -1)
        aim = functional.softmax(batch.soft[asked] / heat, -1)
        taught = functional.kl_div(view, aim, reduction="batchmean")
        found = (1 - share) * found + share * heat * heat * taught
    return found if batch.questions is None else found + OF_LINKS * _of_links(tagger, rows, batch.questions)


def _of_links(tagger: Tagger, rows: Tensor, asked: Questions) -> Tensor:
    """As `sayso.language.spans.linked` scores them, for all questions at once."""
    window, kind, first, last, count = asked.asks.unbind(1)
    base = (kind * (3 * LINK + 1))[:, None]
    reach = torch.arange(LINK)
    query = (
        rows[window[:, None], first[:, None], base + reach] + rows[window[:, None], last[:, None], base + LINK + reach]
    )
    answer = rows[window[:, None, None], asked.among[:, :, None], base[:, None] + 2 * LINK + reach]
    scores = (answer * query[:, None]).sum(-1) / math.sqrt(LINK)
    scores = scores + tagger.distance[kind[:, None], asked.steps] + tagger.between[kind[:, None], asked.between]
    scores = scores.masked_fill(torch.arange(WIDEST)[None] >= count[:, None], -1e4)
    none = rows[window, first, base[:, 0] + 3 * LINK]
    return functional.cross_entropy(torch.cat([scores, none[:, None]], 1), asked.answers)
