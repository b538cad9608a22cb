"""The command as a person runs it: a process of its own, which is forked from one that has read the weights."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
_SECONDS = 120


class Warm:
    """The process that commands are forked from (`warm.py`), started at the first one."""

    def __init__(self, folder: Path) -> None:
        """Start nothing yet; `folder` is for what commands read and write."""
        self._files = [folder / name for name in ("in", "out", "err")]
        self._process: subprocess.Popen[str] | None = None

    def __call__(
        self, words: Sequence[str], text: str, folder: Path, environment: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        """Run a command in a folder, with a text on its standard input."""
        for path, content in zip(self._files, (text, "", ""), strict=True):
            path.write_text(content, encoding="utf-8")
        order = {
            "words": words,
            "environment": environment,
            "folder": str(folder),
            "files": [str(path) for path in self._files],
            "seconds": _SECONDS,
        }
        code = self._ask(json.dumps(order))
        out, err = (path.read_text(encoding="utf-8") for path in self._files[1:])
        return subprocess.CompletedProcess(words, code, out, err)

    def _ask(self, order: str) -> int:
        process = self._process = self._process or _started()
        assert process.stdin
        assert process.stdout
        process.stdin.write(f"{order}\n")
        process.stdin.flush()
        return int(process.stdout.readline())

    def close(self) -> None:
        """Let the process end."""
        if self._process is not None:
            self._process.communicate(timeout=_SECONDS)


def _started() -> subprocess.Popen[str]:
    command = [sys.executable, str(Path(__file__).with_name("warm.py"))]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")


@pytest.fixture(scope="session")
def warm() -> Iterator[Warm]:
    """What forks commands, once for a worker of the tests."""
    with tempfile.TemporaryDirectory(prefix="sayso-warm-") as folder:
        warm = Warm(Path(folder))
        yield warm
        warm.close()


@pytest.fixture
def anew(tmp_path: Path) -> Run:
    """Run `sayso ...` in an empty folder as a Python that starts, with no settings of the person who runs the tests."""

    def run(*args: str | Path, text: str | None = None, **extra: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "sayso", *(str(arg) for arg in args)],
            input=text,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=tmp_path,
            env=_environment(tmp_path, extra),
            check=False,
            timeout=_SECONDS,
        )

    return run


@pytest.fixture
def sayso(tmp_path: Path, warm: Warm, anew: Run) -> Run:
    """The same, forked: what a command does is told by its process, but not what it costs to start one."""

    def run(*args: str | Path, text: str | None = None, **extra: str) -> subprocess.CompletedProcess[str]:
        return warm([str(arg) for arg in args], text or "", tmp_path, _environment(tmp_path, extra))

    return run if sys.platform == "linux" else anew


def _environment(folder: Path, extra: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SAYSO_")}
    return {**kept, "XDG_CONFIG_HOME": str(folder / "none"), **extra}
