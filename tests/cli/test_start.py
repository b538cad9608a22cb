"""Starting: help answers at once, versions and commands are there, importing costs nothing."""

from __future__ import annotations

import json
import resource
import subprocess
import sys

from .conftest import Run

HEAVY = (
    "tantivy",
    "lxml",
    "numpy",
    "rich",
    "jinja2",
    "trafilatura",
    "openpyxl",
    "pypdfium2",
    "urllib3",
    "msgspec.json",
)


def _seconds(*code: str) -> float:
    """CPU time of a Python of its own: what a busy machine leaves alone."""
    before = _of_children()
    subprocess.run([sys.executable, *code], check=True, capture_output=True)
    return _of_children() - before


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_help_answers_at_once() -> None:
    """150 ms on a machine where Python itself starts in 20: told as the best of seven, less a bare start."""
    bare = min(_seconds("-c", "pass") for _ in range(7))
    helped = min(_seconds("-m", "sayso", "--help") for _ in range(7))
    assert helped - bare < 0.130


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, sayso.cli\ntry: sayso.cli.main(['--help'])\nexcept SystemExit: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_every_command_has_help(sayso: Run) -> None:
    for command in ("check", "index", "figures", "schema", "doctor", "bench"):
        done = sayso(command, "--help")
        assert done.returncode == 0
        assert "usage: sayso" in done.stdout


def test_no_command_is_a_usage_error(sayso: Run) -> None:
    assert sayso().returncode == 2
    assert sayso("chekc").returncode == 2


def test_figures_are_printed_one_a_line(sayso: Run) -> None:
    """A row of names, then a row a figure with as many cells, whatever the text holds."""
    done = sayso("figures", "-", text="About 3.5 million people came in 2015, 12% of\tthem by\u202e boat.")
    names, *rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert names[:4] == ["place", "kind", "text", "meaning"]
    assert [row[1] for row in rows] == ["count", "date", "percent"]
    assert {len(row) for row in rows} == {len(names)}
    assert rows[0][names.index("counted")] == "people"
    assert rows[2][names.index("of")] == "them"


def test_figures_as_json_have_every_field(sayso: Run) -> None:
    """Each line is the figure as the ledger has it."""
    done = sayso("figures", "-", "--json", text="The fund owes at least £3 million.")
    (figure,) = (json.loads(line) for line in done.stdout.splitlines())
    assert (figure["kind"], figure["low"], figure["high"], figure["currency"]) == ("money", 3_000_000, None, "GBP")
    assert figure["subject"]["text"] == "The fund"


def test_a_closed_pipe_is_no_error() -> None:
    command = f"{sys.executable} -m sayso schema | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)  # noqa: S602  a fixed command
    assert done.stdout == "{\n"
    assert "Traceback" not in done.stderr
