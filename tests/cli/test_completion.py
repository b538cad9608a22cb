"""Completion by a shell: bash itself is asked, and a terminal is typed into."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from sayso.cli.completion import script
from sayso.cli.grammar.itself import SHELLS

from .conftest import Run

BASH = shutil.which("bash")
needs_bash = pytest.mark.skipif(BASH is None, reason="needs bash")
#: What bash does when Tab is pressed after these words, the last of them begun.
_ASK = """
source {script}
COMP_WORDS=({words}) COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
_shtab_sayso 2>/dev/null
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("completion") / "sayso.bash"
    path.write_text(script("bash"), encoding="utf-8")
    return path


def offered(written: Path, folder: Path, *words: str) -> set[str]:
    """What bash offers for a line whose last word is begun."""
    asked = _ASK.format(script=written, words=" ".join(f"'{word}'" for word in words))
    done = subprocess.run([str(BASH), "-c", asked], capture_output=True, text=True, check=True, cwd=folder)
    return {line.rstrip("/ ") for line in done.stdout.splitlines() if line}


@needs_bash
@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("sayso", "ch"), {"check", "checked"}),
        (("sayso", "store", "ver"), {"verify"}),
        (("sayso", "index", ""), {"build", "add", "remove", "list", "vectors", "verify", "rebuild"}),
        (("sayso", "check", "a.txt", "--ag"), {"--against"}),
        (("sayso", "check", "a.txt", "--table", ""), {"claims", "figures"}),
        (("sayso", "export", "x", "--form", "csv"), {"csv-claims", "csv-figures"}),
        (("sayso", "completion", ""), set(SHELLS)),
    ],
)
def test_bash_completes_commands_flags_and_words(
    written: Path, tmp_path: Path, words: tuple[str, ...], wanted: set[str]
) -> None:
    assert offered(written, tmp_path, *words) == wanted


@needs_bash
def test_bash_completes_files_where_files_are_wanted(written: Path, tmp_path: Path) -> None:
    (tmp_path / "article.txt").touch()
    (tmp_path / "articles").mkdir()
    for words in (
        ("check", "arti"),
        ("check", "x", "--against", "arti"),
        ("check", "x", "-o", "arti"),
        ("diff", "arti"),
    ):
        assert offered(written, tmp_path, "sayso", *words) == {"article.txt", "articles"}
    assert offered(written, tmp_path, "sayso", "follow", "join", "arti") == {"articles"}


@needs_bash
def test_tab_at_a_terminal_completes(written: Path, tmp_path: Path) -> None:
    """A bash of its own, with readline: what a person types, and what comes back."""
    pid, terminal = pty.fork()
    if not pid:  # pragma: no cover  the child is bash
        os.chdir(tmp_path)
        os.execve(str(BASH), ["bash", "--norc", "--noprofile", "-i"], {"TERM": "dumb", "PS1": "$ ", "HISTFILE": ""})  # noqa: S606  bash itself, by its path
    try:
        os.write(terminal, f"source {written}; echo rea''dy\n".encode())
        assert "ready" in _until(terminal, "ready")
        os.write(terminal, b"sayso doc\t")
        assert "sayso doctor " in _until(terminal, "sayso doctor ")
    finally:
        os.write(terminal, b"\x03\nexit\n")
        os.close(terminal)
        os.waitpid(pid, 0)


def _until(terminal: int, wanted: str, seconds: float = 60) -> str:
    """What the terminal shows until it shows what is wanted, or time is up."""
    shown, end = "", time.monotonic() + seconds
    while wanted not in shown and time.monotonic() < end:
        if select.select([terminal], [], [], 1)[0]:
            shown += os.read(terminal, 4096).decode(errors="replace")
    return shown


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_has_a_script_that_names_every_command(shell: str) -> None:
    told = script(shell)
    for name in ("check", "review", "doctor", "completion"):
        assert name in told


@pytest.mark.parametrize("shell", ["zsh", "tcsh", "fish"])
def test_other_shells_read_their_script(shell: str, tmp_path: Path) -> None:
    """Where the shell is there: it parses its script without a word."""
    found = shutil.which(shell)
    if found is None:
        pytest.skip(f"needs {shell}")
    (tmp_path / "script").write_text(script(shell), encoding="utf-8")
    done = subprocess.run([found, "-n", tmp_path / "script"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_script_is_printed(sayso: Run) -> None:
    done = sayso("completion", "bash")
    assert (done.returncode, done.stdout, done.stderr) == (0, script("bash"), "")
