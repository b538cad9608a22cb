"""Shares against counts and against each other: "12 of 40, or 45 %"; answers that add to more than 100 per cent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from sayso.language.tokens import Token
from sayso.model import Figure

from .parts import members_differ
from .scene import Conflict, Scene, joined
from .values import exact, has_other_base, share_words, slack, spread

_SHARES: Final = frozenset(("percent", "proportion"))
_DIGITS: Final = re.compile(r"\d+")
#: By how many points a share may be off besides what its digits show; more where a fraction is meant roughly.
_POINT: Final = 0.6
_ROUGH: Final = 4.0
_WHOLE: Final = 100.0
#: Smaller wholes are counted exactly, beside a count of their parts.
_LARGE: Final = 1000.0


def check_shares(scene: Scene) -> Iterator[Conflict]:
    """Hold each share against the count or fraction that it is said to be the same as."""
    found = scene.quantities
    for at, share in enumerate(found):
        if share.kind != "percent" or share.role != "level" or has_other_base(share):
            continue
        yield from _against_before(scene, found[max(0, at - 2) : at], share)
        yield from _against_after(scene, share, found[at + 1 : at + 3])


def _against_before(scene: Scene, earlier: Sequence[Figure], share: Figure) -> Iterator[Conflict]:
    """As in "12 of the 40 clinics, or 45 per cent": the fraction stands before."""
    fraction = _fraction(scene, earlier[-2:])
    if fraction is None or not _says_same(scene, scene.gap(fraction[1], share), share):
        return
    yield from _wrong(share, fraction)


def _against_after(scene: Scene, share: Figure, later: Sequence[Figure]) -> Iterator[Conflict]:
    """As in "45 per cent (12 of 40)"."""
    for size in (2, 1):
        fraction = _fraction(scene, later[:size]) if len(later) >= size else None
        if fraction is not None and later[0] is fraction[0] and _opens(scene.gap(share, fraction[0])):
            if _closes(scene, fraction[1]):
                yield from _wrong(share, fraction)
            return


def _opens(gap: Sequence[Token]) -> bool:
    return [token.text for token in gap] == ["("]


def _closes(scene: Scene, figure: Figure) -> bool:
    behind = scene.behind(figure, 1)
    return bool(behind) and behind[0].text == ")"


def _fraction(scene: Scene, figures: Sequence[Figure]) -> tuple[Figure, Figure, float, float] | None:
    """A count out of a count, or a fraction: its first and last figure, its value in per cent, and how far off it may be."""
    if figures and figures[-1].kind == "proportion" and figures[-1].role == "level":
        figure = figures[-1]
        value = exact(figure)
        if value is None:
            return None
        counted = len(_DIGITS.findall(figure.text)) == 2  # noqa: PLR2004  "12 of 40"
        return figure, figure, value, _POINT if counted else max(_ROUGH, value / 8)
    if len(figures) < 2:  # noqa: PLR2004
        return None
    part, whole = figures[-2:]
    one, other = exact(part), exact(whole)
    if part.kind != "count" or whole.kind != "count" or not one or not other or one > other:
        return None
    if part.role != "level" or whole.role != "level" or not _is_of(scene, part, whole):
        return None
    off = 0.0 if other < _LARGE else (slack(part) / one + slack(whole) / other) * one / other * _WHOLE
    return part, whole, one / other * _WHOLE, off + _POINT


def _is_of(scene: Scene, part: Figure, whole: Figure) -> bool:
    """Whether nothing but "of the" stands between two counts."""
    row = scene.tokens(part.end, whole.start)
    size = scene.words.phrases["out_of"].size(row, 0) if row else 0
    rest = row[size:]
    return bool(size) and all(token.low in scene.words.sets["articles"] for token in rest)


def _says_same(scene: Scene, gap: Sequence[Token], share: Figure) -> bool:
    """Whether the words between say that both are the same: a bracket around the share, or "or", "that is"."""
    if _opens(gap):
        return _closes(scene, share)
    row = [token for token in gap if token.text != ","]
    size = scene.words.phrases["equals"].size(row, 0) if row else 0
    alone = not [token for token in scene.behind(share, 1) if token.kind == "word" and token.low in _of(scene)]
    return bool(size) and len(gap) > len(row) and alone and scene.are_small(row[size:])


def _of(scene: Scene) -> frozenset[str]:
    return scene.grammar.words("counted.of") | scene.grammar.words("shares.heads")


def _wrong(share: Figure, fraction: tuple[Figure, Figure, float, float]) -> Iterator[Conflict]:
    first, last, value, off = fraction
    bounds = spread(share)
    if bounds is None or bounds[0] - off <= value <= bounds[1] + off:
        return
    named = f"“{first.text}”" if first is last else f"“{first.text}” of “{last.text}”"
    because = f"{named} is {share_words(value)} per cent, not “{share.text}”"
    yield Conflict((share.start, share.end), joined(first, last), because)


def check_answers(scene: Scene) -> Iterator[Conflict]:
    """Answers to one question that exclude each other must not come to more than 100 per cent."""
    shares = [figure for figure in scene.quantities if figure.kind == "percent"]
    if len(shares) < 2 or len(shares) != len(scene.quantities):  # noqa: PLR2004
        return
    values = [exact(share) for share in shares]
    plain = all(share.role == "level" and not has_other_base(share) and share.per is None for share in shares)
    periods = {share.period.text if share.period else "" for share in shares}
    bases = {(share.base.start, share.base.end) for share in shares if share.base}
    if (
        not plain
        or len(periods) > 1
        or len(bases) > 1
        or any(value is None for value in values)
        or scene.has("compared")
    ):
        return
    total = sum(value for value in values if value is not None)
    if total <= _WHOLE + 1 + 0.5 * len(shares) or not _one_question(scene, shares):
        return
    listed = ", ".join(f"“{share.text}”" for share in shares)
    because = f"{listed} come to {share_words(total)} per cent, and nobody can have given two of these answers"
    first, last = shares[0], shares[-1]
    yield Conflict((last.start, last.end), (first.start, shares[-2].end), because, answers=True)


def _one_question(scene: Scene, shares: Sequence[Figure]) -> bool:
    """Whether each share has an answer of its own, and nothing between them says to what: it is one question."""
    ends = [*(share.start for share in shares[1:]), scene.row[-1].end]
    stretches = [scene.tokens(share.end, end) for share, end in zip(shares, ends, strict=True)]
    lows = [{token.low for token in stretch} for stretch in stretches]
    for group in scene.words.answers:
        if members_differ(lows, group, last=True):
            known = frozenset().union(*group) | scene.words.sets["verbs"] | scene.words.sets["small"]
            said = [any(token.kind == "word" and token.low not in known for token in one) for one in stretches]
            return not any(said[:-1]) and (len(shares) > 2 or not said[-1])  # noqa: PLR2004  yes and no alone are few
    return False


def check_more(scene: Scene) -> Iterator[Conflict]:
    """As in "Half of the villagers have fled, and another 60 per cent plan to": two shares of others of one whole."""
    found = [*scene.before, *scene.quantities]
    for at, share in enumerate(found):
        earlier = found[at - 1] if at else None
        if earlier is None or not _is_another(scene, share) or not _has_whole(earlier):
            continue
        one, other = exact(earlier), exact(share)
        if (
            one is None
            or other is None
            or one + other <= _WHOLE + max(slack(share), _POINT) + max(slack(earlier), _POINT)
        ):
            continue
        because = (
            f"“{earlier.text}” and another “{share.text}” come to {share_words(one + other)} per cent of the same whole"
        )
        yield Conflict((share.start, share.end), (earlier.start, earlier.end), because)


def _is_another(scene: Scene, share: Figure) -> bool:
    """Whether a share without a whole of its own is said to be another one."""
    if share.kind not in _SHARES or share.role != "level" or has_other_base(share):
        return False
    ahead = scene.ahead(share, 3)
    another = scene.words.phrases["another"]
    named = any(another.size(ahead, at) == len(ahead) - at for at in range(len(ahead)))
    following = scene.behind(share, 1)
    return named and not (following and following[0].low in _of(scene))


def _has_whole(share: Figure) -> bool:
    return share.kind in _SHARES and share.role == "level" and bool(share.base or share.counted)


def check_another(found: Sequence[Figure]) -> Iterator[Conflict]:
    """Shares that are said to be others of the same whole ("another third") must not come to more than all of it."""
    by_id = {figure.id: figure for figure in found}
    for figure in found:
        chain = _chain(figure, by_id)
        values = [exact(one) for one in chain]
        if len(chain) < 2 or any(value is None for value in values):  # noqa: PLR2004
            continue
        total = sum(value for value in values if value is not None)
        if total > _WHOLE + sum(max(slack(one), _POINT) for one in chain):
            listed = ", ".join(f"“{one.text}”" for one in reversed(chain))
            because = f"{listed} are shares of the same whole and come to {share_words(total)} per cent"
            yield Conflict((figure.start, figure.end), (chain[1].start, chain[1].end), because)


def _chain(figure: Figure, by_id: dict[str, Figure]) -> list[Figure]:
    """A share with those before it of the same whole, as far as each is said to be another one."""
    chain = [figure]
    while figure.kind in _SHARES and figure.base is not None and figure.base.figure in by_id:
        before = by_id[figure.base.figure]
        whole = before.base or before.counted
        pronoun = whole is None or (whole.start, whole.end) != (figure.base.start, figure.base.end)
        if pronoun or before.kind not in _SHARES or before.start >= figure.start:
            break
        chain.append(before)
        figure = before
    return chain
