"""A word at which no cue may begin is passed over: asking at every word finds nothing more."""

from __future__ import annotations

import re

import pytest
from tests.scripts import ROOT

from sayso.extract.attributions import find_attributions, phrases, romance
from sayso.model import Attribution

from .markdown_cases import document

_MARK = re.compile(r"[sct]\d*\{|\}")
_LINES = 60


class _Every(frozenset[str]):
    """A set that has every word."""

    def __contains__(self, _word: object) -> bool:
        return True


def _read(language: str) -> list[tuple[Attribution, ...]]:
    lines = (ROOT / "data" / "sayso-training" / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    texts = [document(_MARK.sub("", line), language) for line in lines[50 : 50 + _LINES]]
    return [find_attributions(doc, sentences)[0] for doc, sentences in texts]


@pytest.mark.parametrize("language", ["es", "fr", "de"])
def test_nothing_more_is_found_where_every_word_is_asked(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    known = _read(language)
    for module in (phrases, romance):
        monkeypatch.setattr(module, "_firsts", lambda _language: _Every())
    assert _read(language) == known
