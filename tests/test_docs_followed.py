"""What the documentation shows can be followed: each command is one that the grammar takes, each name that is imported is there, each script too."""

from __future__ import annotations

import argparse
import ast
import re
import shlex
from importlib import import_module
from pathlib import Path

import pytest

from sayso.cli import parser

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    (
        *(ROOT / "docs").glob("*.md"),
        *ROOT.glob("*.md"),
        ROOT / "examples" / "README.md",
        *(ROOT / "data").glob("*/*.md"),
    )
)
#: The grammar, made once.
PARSER = parser()
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"^(?: {4})(sayso .*)$", re.MULTILINE)
_INLINE = re.compile(r"`(sayso [a-z][^`]*)`")
_SCRIPTS = re.compile(r"\b((?:scripts|training|tests)/[\w/.-]+\.py)\b")
#: Pages that are made of the grammar itself, or show how it was.
_MADE = ("commands.md", "CHANGELOG.md")


def _blocks(page: Path, *languages: str) -> list[str]:
    return [body for language, body in _FENCE.findall(page.read_text(encoding="utf-8")) if language in languages]


def _shell_commands(page: Path) -> set[str]:
    """The sayso commands of a page's blocks for a shell, each alone."""
    lines = "\n".join(_blocks(page, "sh", "console", "")).replace("\\\n", " ").splitlines()
    lines += _INDENTED.findall(_FENCE.sub("", page.read_text(encoding="utf-8")))
    parts = (
        part.strip().removeprefix("$ ") for line in lines for part in re.split(r"&&| \| |;", line.partition("  #")[0])
    )
    return {part for part in parts if re.match(r"sayso [a-z-]", part) and "..." not in part}


def _inline_commands(page: Path) -> set[str]:
    """The commands that stand within sentences; some name no more than the command."""
    return {found for found in _INLINE.findall(_FENCE.sub("", page.read_text(encoding="utf-8"))) if "..." not in found}


def _takes(command: str) -> bool:
    words = shlex.split(command.partition(" > ")[0].partition(" < ")[0], comments=True)[1:]
    words = [word.strip("[]").partition("|")[0] for word in words]  # the first of several
    numbers = [re.sub(r"^N$", "3", word) for word in words]
    try:
        PARSER.parse_args(numbers)
    except SystemExit as ended:
        return not ended.code
    return True


def _command(words: list[str]) -> tuple[argparse.ArgumentParser, int]:
    """The parser that words lead to, and how many of them do."""
    at, depth = PARSER, 0
    for word in words:
        choices = next((one.choices for one in at._actions if isinstance(one, argparse._SubParsersAction)), {})
        if word not in choices:
            break
        at, depth = choices[word], depth + 1
    return at, depth


@pytest.mark.parametrize("page", [page for page in PAGES if page.name not in _MADE], ids=lambda page: page.name)
def test_every_command_that_is_shown_is_taken(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = [command for command in sorted(_shell_commands(page)) if not _takes(command)]
    assert wrong == [], capsys.readouterr().err


@pytest.mark.parametrize("page", [page for page in PAGES if page.name not in _MADE], ids=lambda page: page.name)
def test_every_command_in_a_sentence_is_one(page: Path) -> None:
    """Its command is there, with an action where there are some, and each of its flags is one of theirs."""
    wrong = []
    for command in sorted(_inline_commands(page)):
        words = [word.partition("|")[0] for word in command.split()[1:]]
        found, depth = _command(words)
        flags = re.findall(r"(?<=\s)--[a-z-]+", command)
        wrong += [f"{command}: {flag}" for flag in flags if flag not in found._option_string_actions]
        if not depth or (len(words) > depth and words[depth].islower() and _has_actions(found)):
            wrong.append(command)
    assert wrong == []


def _has_actions(one: argparse.ArgumentParser) -> bool:
    return any(isinstance(action, argparse._SubParsersAction) for action in one._actions)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_name_that_is_imported_is_there(page: Path) -> None:
    for block in _blocks(page, "python"):
        for node in ast.walk(ast.parse(block)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "sayso":
                module = import_module(node.module or "")
                assert [one.name for one in node.names if not hasattr(module, one.name)] == [], page.name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_script_that_is_named_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    if page.name != "CHANGELOG.md":
        assert sorted({name for name in _SCRIPTS.findall(text) if not (ROOT / name).exists()}) == []
