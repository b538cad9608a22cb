"""The documentation is tested: every command, problem code, field and module stands in it, and what is generated is current.

`SAYSO_REWRITE=1` writes the generated pages anew.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from pathlib import Path

import msgspec
import pytest

from sayso import model
from sayso.cli import parser
from sayso.model import CODES, ledger_schema
from sayso.pipeline import check, open_sources
from sayso.reading import read_path
from sayso.render import plain_difference
from sayso.review import changes_of, changes_schema
from sayso.workbench.described import description

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def _current(path: Path, wanted: str) -> None:
    if os.environ.get("SAYSO_REWRITE"):
        path.write_text(wanted, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == wanted, (
        f"{path.name} is stale: SAYSO_REWRITE=1 pytest tests/test_docs.py"
    )


def _commands(top: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    found = [top]
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            for sub in action.choices.values():
                found += _commands(sub)
    return found


def test_the_command_reference_is_current(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    parts = ["# Commands\n\nGenerated from `--help`.\n"]
    parts += [f"## {one.prog}\n\n```\n{one.format_help().strip()}\n```\n" for one in _commands(parser())]
    _current(DOCS / "commands.md", "\n".join(parts))


def test_the_published_schema_is_current() -> None:
    _current(DOCS / "ledger.schema.json", json.dumps(ledger_schema(), indent=2) + "\n")


def test_the_published_schema_of_changes_is_current() -> None:
    _current(DOCS / "changes.schema.json", json.dumps(changes_schema(), indent=2) + "\n")


def test_the_published_description_of_the_workbench_is_current() -> None:
    """Made from its routes and types; a route of which nothing is told is an error."""
    _current(DOCS / "workbench.openapi.json", json.dumps(description(), indent=1, ensure_ascii=False) + "\n")


def test_the_example_of_two_versions_is_what_is_printed() -> None:
    """The block of docs/diff.md, whose stretches stand so in what `sayso diff` prints of the example."""
    index, added = open_sources([ROOT / "examples" / "sources"], vectors=False)
    with index:
        names = ("article.txt", "article-updated.txt")
        old, new = (check(read_path(ROOT / "examples" / name), index, added.problems) for name in names)
    printed = plain_difference(changes_of(old, new))
    block = (DOCS / "diff.md").read_text(encoding="utf-8").split("print:\n\n```\n")[1].split("```")[0]
    stretches = block.split("  ...\n")
    assert len(stretches) == 4
    for stretch in stretches:
        assert stretch in printed


def test_the_problem_codes_are_all_documented() -> None:
    rows = "\n".join(f"| `{code}` | {words} |" for code, words in sorted(CODES.items()))
    page = f"# Problems\n\nEvery problem has a stable code, a message and, where there is one, a mend.\n\n| code | meaning |\n|---|---|\n{rows}\n"
    _current(DOCS / "problems.md", page)


def test_every_field_of_a_ledger_is_explained() -> None:
    page = "".join((DOCS / name).read_text(encoding="utf-8") for name in ("ledger.md", "reviewing.md", "across.md"))
    structs = [
        getattr(model, name)
        for name in model.__all__
        if isinstance(getattr(model, name), type) and issubclass(getattr(model, name), msgspec.Struct)
    ]
    missing = {
        f"{struct.__name__}.{field}"
        for struct in structs
        for field in struct.__struct_fields__
        if not re.search(rf"`[^`]*\b{field}\b[^`]*`", page)
    }
    assert not missing


def test_every_page_is_linked_and_every_link_leads_somewhere() -> None:
    beside = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "examples/README.md")
    pages = [*DOCS.rglob("*.md"), *(ROOT / name for name in beside)]
    linked = set()
    for page in pages:
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            path = (page.parent / target).resolve()
            assert path.exists(), f"{page.name} links to {target}"
            linked.add(path)
    assert {page.resolve() for page in DOCS.rglob("*.md")} <= linked


def test_the_packages_modules_all_say_what_they_are() -> None:
    for path in (ROOT / "src").rglob("*.py"):
        assert path.read_text(encoding="utf-8").lstrip().startswith('"""'), path
