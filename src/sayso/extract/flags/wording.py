"""Marks by words: what the lists hold, English superlatives in -est, groups without a name, "so-called"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sayso.language.tokens import Token
from sayso.model import FlagCategory

from .lists import Entry, Lists
from .marks import Mark

_REASONS: Final[dict[FlagCategory, str]] = {
    "hedge": "“{}” makes what is said less certain",
    "weasel": "“{}” lays it to nobody in particular",
    "loaded": "“{}” carries a judgement besides what it names: {}",
    "generalisation": "“{}” leaves no exception",
    "superlative": "“{}” sets something above all else, and the sentence names no source for it",
}
#: Superlatives in -est, and words all in capitals that shout and are no initials, are longer than this.
_EST: Final = 4
_SUPERLATIVE: Final[dict[str, tuple[str, ...]]] = {"en": ("est",), "de": ("ste", "sten", "ster", "stes", "stem")}
#: German ordinals end so, too, and what is "-bewusst".
_ORDINAL: Final = tuple(
    f"{stem}{end}"
    for stem in ("zigst", "ßigst", "hundertst", "tausendst", "bewusst")
    for end in ("e", "en", "er", "es", "em")
)
#: Letters that the first part of a German compound has at least.
_HEAD: Final = 3


def word_marks(row: Sequence[Token], lists: Lists) -> Iterator[Mark]:
    """The marks of one sentence, by its tokens. Of one category, no phrase has a mark within another's."""
    sourced = not lists.words["cue"].isdisjoint([token.low for token in row])
    ends = _SUPERLATIVE.get(lists.language, ())
    until: dict[FlagCategory, int] = {}
    for at, token in enumerate(row):
        if token.kind not in {"word", "clitic"}:
            continue
        for entry in _entries(row, at, lists) if _may_stand(row, at, lists) else ():
            size = len(entry.words)
            if at + size <= until.get(entry.category, 0) or (entry.category == "superlative" and sourced):
                continue
            until[entry.category] = at + size
            counted = entry.category == "generalisation" and at + size < len(row) and row[at + size].kind == "number"
            if not counted and not _spared(row, at, size, lists.spared[entry.category]):
                yield _mark(row, at, at + size, entry.category, entry.adds)
        if token.low in lists.others or (not sourced and token.low.endswith(ends)):
            yield from _others(row, at, lists, sourced=sourced)


def _others(row: Sequence[Token], at: int, lists: Lists, *, sourced: bool) -> Iterator[Mark]:
    token = row[at]
    if lists.language in _SUPERLATIVE and not sourced and _est(row, at, lists):
        yield _mark(row, at - 1, at + 1, "superlative")
    end = _vague_group(row, at, lists)
    if end:
        yield _mark(row, at, end, "weasel")
    if token.low in lists.words["distancing"] and not _names_somebody(row, at, lists):
        because = f"“{token.text}” keeps the author apart from the word that follows"
        yield Mark(token.start, token.end, "distancing_quote", because)


def _goes_on(row: Sequence[Token], at: int, words: Sequence[str]) -> bool:
    """Whether a phrase stands at a place where its first word does."""
    end = at + len(words)
    if end > len(row):
        return False
    return all(token.low == word for token, word in zip(row[at + 1 : end], words[1:], strict=True))


def _may_stand(row: Sequence[Token], at: int, lists: Lists) -> bool:
    """Whether an entry may stand at a token, by its word and the next one, or a German compound: hardly any word of a text is asked more."""
    low = row[at].low
    if low in lists.alone or (lists.tails and row[at].capital):
        return True
    return low in lists.phrases and at + 1 < len(row) and (low, row[at + 1].low) in lists.openings


def _entries(row: Sequence[Token], at: int, lists: Lists) -> Iterator[Entry]:
    """The longest entry of each category that stands at a token; and a German compound by its end."""
    seen: set[FlagCategory] = set()
    for entry in lists.phrases.get(row[at].low, ()):
        size = len(entry.words)
        if size > 1 and (at + 1 >= len(row) or row[at + 1].low != entry.words[1]):
            continue
        if entry.category in seen or (size > 1 and not _goes_on(row, at, entry.words)):
            continue
        if size == 1 and (row[at].capital != entry.german_noun if entry.german_noun else _is_name(row, at)):
            continue
        seen.add(entry.category)
        yield entry
    if lists.tails and row[at].capital and "loaded" not in seen:
        yield from _compound(row[at].low, lists)


def _compound(low: str, lists: Lists) -> Iterator[Entry]:
    if not low.endswith(tuple(lists.tails)):  # most words
        return
    for tail, adds in lists.tails.items():
        if low.endswith(tail) and len(low) >= len(tail) + _HEAD and not low.endswith(lists.tails_spared):
            yield Entry((low,), "loaded", adds)
            return


def _is_name(row: Sequence[Token], at: int) -> bool:
    """Whether a single word is part of a name, such as the month "May", "14 May", "Theresa May", or "Wonder Woman"."""
    token = row[at]
    if not token.capital or (token.text.isupper() and len(token.text) > _EST):
        return False
    if at > 0 and row[at - 1].kind in {"word", "number"}:
        return True
    follows = row[at + 1] if at + 1 < len(row) else None
    return at > 0 and follows is not None and follows.kind == "word" and follows.capital


def _mark(row: Sequence[Token], start: int, end: int, category: FlagCategory, adds: str = "") -> Mark:
    shown = " ".join(token.text for token in row[start:end])
    return Mark(row[start].start, row[end - 1].end, category, _REASONS[category].format(shown, adds))


def _spared(row: Sequence[Token], at: int, size: int, spared: frozenset[tuple[str, ...]]) -> bool:
    """Whether a phrase is part of one that is spared: of four words at most, with two before it at most."""
    for start in range(max(0, at - 2), at + 1):
        for end in range(max(at + size, start + 2), min(len(row), start + 4) + 1):
            if tuple(token.low for token in row[start:end]) in spared:
                return True
    return False


def _names_somebody(row: Sequence[Token], at: int, lists: Lists) -> bool:
    """Whether "llamado" only tells a name: "un usuario llamado Luis", "llamado @faro"."""
    if lists.language != "es" or at + 1 >= len(row):
        return False
    return row[at + 1].capital or row[at + 1].text in {"@", "#"}


def _est(row: Sequence[Token], at: int, lists: Lists) -> bool:
    """A superlative by its ending, behind an article: "the oldest", "the world’s tallest", "der älteste", "am ältesten".

    No ordinal, and not "one of the oldest".
    """
    low = row[at].low
    ends = _SUPERLATIVE.get(lists.language, ())
    if row[at].capital or len(low) <= _EST or not low.endswith(ends) or low in lists.words["superlative_est_not"]:
        return False
    if low.endswith(_ORDINAL) or any(
        token.low in lists.words["superlative_one"] for token in row[max(0, at - 3) : at - 1]
    ):
        return False
    return at > 0 and row[at - 1].low in lists.words["superlative_before"]


def _vague_group(row: Sequence[Token], at: int, lists: Lists) -> int:
    """The end of "experts have been warning": a group without a name, and a verb of saying at most four words on."""
    if row[at].low not in lists.words["weasel_groups"] or _narrowed(row, at, lists):
        return 0
    for index in range(at + 1, min(len(row), at + 5)):
        low = row[index].low
        if low in lists.words["weasel_verbs"] and not (lists.language == "de" and row[index].capital):
            return index + 1
        if low not in lists.words["weasel_between"]:
            return 0
    return 0


def _narrowed(row: Sequence[Token], at: int, lists: Lists) -> bool:
    """Whether a name before the group says more of who it is: "Oxford researchers"."""
    before = row[at - 1] if at else None
    if before is None or before.kind != "word" or not before.capital:
        return False
    return before.low not in lists.words["weasel_groups"] and before.low not in lists.words["weasel_before"]
