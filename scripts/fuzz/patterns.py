"""The package's patterns, one by one, on repetitions of what they are made of: which grow by the square of a text's length, or more.

A repetition is made from a pattern itself: what each of its loops repeats, again and again, behind what stands before the loop, with an end that does not fit.
What grows is told, not held against a pattern: what is given to it may be short, and it may be asked only at one place (`match`).
"""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import sayso
from sayso.pipeline import analyse
from sayso.reading import read_text

from .texts import LANGUAGES, pieces

_parser: Any = importlib.import_module("re._parser")

#: Characters of texts, each some four times the last, the first less: what doubles with each character would not end.
_LENGTHS: Final = (12, 24, 64, 256, 1000, 4000)
#: How often as long is the square, or nearly.
_SQUARE: Final = 10
#: Seconds that are long enough to be told from nothing.
_SLOW: Final = 0.005
#: A loop that ends sooner is none.
_LOOP: Final = 50
#: Seconds for one pattern.
_PATIENCE: Final = 1.5
_END: Final = "\x00!"
_SIGNS: Final = "aA5 .,'\"-(<\n_x;:é“»"
_OF_CLASS: Final = {"DIGIT": "5", "WORD": "a", "SPACE": " ", "NOT_DIGIT": "a", "NOT_WORD": ",", "NOT_SPACE": "a"}


def grown(seconds: float, seed: int) -> Iterator[str]:
    """Those that grow, each with both times, how it was asked and of what the text was made."""
    r, until = random.Random(seed), time.process_time() + seconds  # noqa: S311  nothing here is secret
    found = list(patterns().items())
    r.shuffle(found)
    for number, (pattern, where) in enumerate(found):
        if time.process_time() > until:
            yield f"{number} of {len(found)} were looked at"
            return
        told = _worst(pattern, r)
        if told:
            yield f"{where}: {told} of {pattern.pattern[:80]!r}"
    yield f"all {len(found)} were looked at"


def patterns() -> dict[re.Pattern[str], str]:
    """Every pattern of texts: those that a module holds under a name, and those that are first compiled when texts are read in each language."""
    found: dict[re.Pattern[str], str] = {}
    for module in pkgutil.walk_packages(sayso.__path__, "sayso."):
        if ".bench" not in module.name and not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                found |= {one: f"{module.name}.{name}" for one in _within(value) if one not in found}
    return _compiled() | found


def _within(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, dict | tuple | list | frozenset):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _within(each)


def _compiled() -> dict[re.Pattern[str], str]:
    found: dict[re.Pattern[str], str] = {}
    real: Callable[..., Any] = re.compile

    def watched(pattern: Any, flags: int = 0) -> Any:
        made, frame = real(pattern, flags), sys._getframe(1)  # noqa: SLF001  who compiles it
        if "/sayso/" in frame.f_code.co_filename and isinstance(made.pattern, str):
            found[made] = f"{frame.f_globals['__name__']}:{frame.f_lineno}"
        return made

    re.compile = watched
    try:
        for language in LANGUAGES:
            analyse(read_text("\n\n".join(pieces(language).sentences[:60])), tagger=False)
    finally:
        re.compile = real
    return found


def _worst(pattern: re.Pattern[str], r: random.Random) -> str:
    """The slowest repetition that grows by the square, with its times; nothing where none does."""
    until, worst = time.process_time() + _PATIENCE, (0.0, "")
    for before, piece in _repetitions(_parser.parse(pattern.pattern, pattern.flags), r):
        for how, asked in (("searched", pattern.findall), ("matched", pattern.match)):
            took, told = _growth(asked, before, piece)
            worst = max(worst, (took, f"{how}, {told}"))
        if time.process_time() > until or worst[0] > _PATIENCE:
            break
    return worst[1] if worst[0] else ""


def _growth(asked: Callable[[str], object], before: str, piece: str) -> tuple[float, str]:
    """The seconds for the first length that took the square of the last one's; 0 where none did."""
    last = 1.0
    for length in _LENGTHS:
        took = _seconds(asked, before + piece * (1 + length // len(piece)) + _END)
        if took > max(_SLOW, _SQUARE * last):
            return took, f"{1000 * took:.0f} ms for {length:,} characters of {piece[:40]!r} behind {before[:30]!r}"
        last = took
    return 0.0, ""


def _seconds(asked: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    asked(text)
    return time.process_time() - started


def _repetitions(tree: Any, r: random.Random) -> list[tuple[str, str]]:
    """What stands before a repetition, and what is repeated: each loop's body, and the whole, in several ways."""
    made = [("", _sample(tree, r)) for _ in range(4)]
    for before, body in _loops(tree, "", r):
        for _ in range(3):
            piece = _sample(body, r)
            made += [("", piece), (before, piece), ("", before + piece), ("", piece + " ")]
    some = [each for each in dict.fromkeys(made) if 0 < len(each[1]) < _LENGTHS[-2]]
    r.shuffle(some)
    return some


def _loops(tree: Any, before: str, r: random.Random) -> Iterator[tuple[str, Any]]:
    """The bodies of all loops, each with what may stand before it."""
    for operator, value in tree:
        if str(operator).endswith("_REPEAT") and int(value[1]) >= _LOOP:
            yield before, value[2]
        for part in _parts(operator, value):
            yield from _loops(part, before, r)
        before += _sample([(operator, value)], r)


def _parts(operator: Any, value: Any) -> Sequence[Any]:
    name = str(operator)
    if name.endswith("_REPEAT"):
        return (value[2],)
    if name == "BRANCH":
        return tuple(value[1])
    if name in {"SUBPATTERN", "ATOMIC_GROUP", "ASSERT", "ASSERT_NOT"}:
        return (value if name == "ATOMIC_GROUP" else value[-1],)
    return ()


def _sample(tree: Any, r: random.Random) -> str:
    """A text that a pattern may match, without a look at its assertions."""
    return "".join(_one(str(operator), value, r) for operator, value in tree)


def _one(name: str, value: Any, r: random.Random) -> str:
    if name == "LITERAL":
        return chr(value)
    if name == "ANY":
        return r.choice("a .,")
    if name == "NOT_LITERAL":
        return r.choice([sign for sign in _SIGNS if ord(sign) != value])
    if name == "IN":
        return _of_class(value, r)
    if name.endswith("_REPEAT"):
        least, most = int(value[0]), min(int(value[1]), int(value[0]) + 2)
        return "".join(_sample(value[2], r) for _ in range(min(r.randint(least, most), 5)))
    if name == "BRANCH":
        return _sample(r.choice(value[1]), r)
    return "".join(_sample(part, r) for part in _parts(name, value)) if name in {"SUBPATTERN", "ATOMIC_GROUP"} else ""


def _of_class(held: Any, r: random.Random) -> str:
    """A sign of a class; of one that is told by what is not in it, one of a few that may stand there."""
    if str(held[0][0]) == "NEGATE":
        free = re.compile(f"[^{''.join(_written(*one) for one in held[1:])}]")
        return str(r.choice(free.findall(_SIGNS) or ["a"]))
    return _shown(*r.choice(held))


def _written(operator: Any, value: Any) -> str:
    """A part of a class, as a pattern has it."""
    name = str(operator)
    if name == "CATEGORY":
        short = str(value).removeprefix("CATEGORY_")
        return "\\" + (short[4].upper() if short.startswith("NOT_") else short[0].lower())
    return "-".join(re.escape(chr(code)) for code in (value if name == "RANGE" else (value,)))


def _shown(operator: Any, value: Any) -> str:
    name = str(operator)
    if name == "LITERAL":
        return chr(value)
    return chr(value[0]) if name == "RANGE" else _OF_CLASS.get(str(value).removeprefix("CATEGORY_"), "a")
