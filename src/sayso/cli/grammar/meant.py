"""What was probably meant by a word that the command line does not know."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from typing import Final

_CHOICE: Final = re.compile(
    r"argument (?P<what>\S+): invalid choice: (?P<word>'.*?'|\".*?\") \(choose from (?P<known>.*)\)", re.DOTALL
)
_UNKNOWN: Final = re.compile(r"unrecognized arguments: (?P<words>.*)", re.DOTALL)
_NUMBER: Final = re.compile(r"argument (?P<what>\S+): invalid (?P<kind>int|float) value: (?P<word>.*)", re.DOTALL)
_NAMES: Final = {"COMMAND": "command", "ACTION": "action"}
#: Most slips are one or two letters; a word that is less like any other is no slip.
_NEAR: Final = 0.6


def mended(message: str, parser: argparse.ArgumentParser) -> tuple[str, str]:
    """What argparse says, in words for a person, and the mend; no mend where nothing is near."""
    choice = _CHOICE.match(message)
    if choice:
        return _of_choice(choice, parser.prog)
    number = _NUMBER.match(message)
    if number:
        kind = "whole number" if number["kind"] == "int" else "number"
        return f"{number['what']} takes no {number['word']}", f"it takes a {kind}"
    unknown = _UNKNOWN.match(message)
    if unknown:
        return _of_flag(unknown["words"], parser)
    return message, ""


def _of_choice(found: re.Match[str], prog: str) -> tuple[str, str]:
    word, known = found["word"][1:-1], [one.strip().strip("'") for one in found["known"].split(",")]
    near = _near(word, known)
    if found["what"] in _NAMES:
        shown = f"did you mean `{prog} {near}`? " if near else ""
        return f"there is no {_NAMES[found['what']]} {word!r} of {prog}", f"{shown}see `{prog} --help`"
    return (
        f"{found['what']} takes no {word!r}",
        f"{f'did you mean {near}? ' if near else ''}there are {', '.join(known)}",
    )


def _of_flag(words: str, parser: argparse.ArgumentParser) -> tuple[str, str]:
    first = words.split(maxsplit=1)[0] if words.split() else words
    if not first.startswith("-"):
        hint = "what an article is held against follows --against; a name with spaces stands in quotation marks"
        return f"nothing is known of {words}", hint
    flag = first.partition("=")[0]
    owners = [prog for prog, name in _flags(parser) if name == flag]
    if owners:
        hint = f"`{flag}` is a flag of {', '.join(owners)}; `sayso COMMAND --help` lists the flags of a command"
        return f"this command has no flag {first}", hint
    near = _near(flag, sorted({name for _, name in _flags(parser)}))
    shown = f"did you mean {near}? " if near else ""
    return f"there is no flag {first}", f"{shown}`sayso COMMAND --help` lists the flags of a command"


def _flags(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    """The long flags of a command and of all below it, each with the command that has it."""
    for action in parser._actions:  # noqa: SLF001  argparse has no other way to walk a grammar
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for sub in action.choices.values():
                yield from _flags(sub)
        yield from ((parser.prog, name) for name in action.option_strings if name.startswith("--"))


def _near(word: str, known: list[str]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, known, n=1, cutoff=_NEAR)), "")
