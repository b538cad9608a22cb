"""Folders that lead out of themselves, hold what is no file, or change while they are read."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .earlier_checks import whole
from .made import FIGURE, SECRET, Door

#: Put in each folder, so that there is something to be read.
PLAIN: Final = "a.txt"


@dataclass(frozen=True, slots=True)
class MadeFolder:
    """A folder: how it is filled, the door that it is read by, codes that must be told, and how many texts are read."""

    name: str
    fill: Callable[[Path], object]
    told: tuple[str, ...] = ("skipped",)
    texts: int = 1
    doors: tuple[Door, ...] = ("document", "corpus", "checks")


def fill(folder: Path, made: MadeFolder) -> Path:
    """Make the folder, with a plain text and a plain check in it, and a secret beside it."""
    root = folder / "in"
    root.mkdir()
    (folder / "secret.txt").write_text(SECRET)
    (folder / "secret.json").write_text(whole(headline=SECRET))
    (root / PLAIN).write_text(FIGURE)
    (root / "a.json").write_text(whole())
    made.fill(root)
    return root


def _link(name: str, target: str) -> Callable[[Path], object]:
    """A link of such a name, as a text and as a check."""

    def make(root: Path) -> None:
        for ending in (".txt", ".json"):
            (root / f"{name}{ending}").symlink_to(target.replace("*", ending))

    return make


def _named(name: bytes) -> Callable[[Path], object]:
    def make(root: Path) -> None:
        for ending, words in ((b".txt", FIGURE), (b".json", whole(url="http://example.org/other"))):
            Path(os.fsdecode(os.fsencode(root) + b"/" + name + ending)).write_text(words)

    return make


def _circle(root: Path) -> None:
    (root / "b.txt").symlink_to(root / "c.txt")
    (root / "c.txt").symlink_to(root / "b.txt")
    (root / "b.json").symlink_to(root / "b.json")


def _folders_in_a_circle(root: Path) -> None:
    (root / "b").mkdir()
    (root / "b" / "c.txt").symlink_to(root, target_is_directory=True)
    (root / "b" / "c.json").symlink_to(root, target_is_directory=True)


def _steps(root: Path) -> None:
    for at in range(50):
        (root / f"b{at}.txt").symlink_to(root / f"b{at + 1}.txt")


def _pipe(root: Path) -> None:
    for ending in (".txt", ".json", ".csv", ".rss"):
        os.mkfifo(root / f"b{ending}")


def _socket(root: Path) -> None:
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as one:
        one.bind(os.path.relpath(root / "b.txt"))  # a path may have 100 letters
    (root / "b.json").symlink_to(root / "b.txt")


def _deep(root: Path) -> None:
    at = root
    for _ in range(60):
        at = at / ("d" * 40)
        at.mkdir()
        (at / "picture.png").write_bytes(b"\x89PNG")


def _hidden(root: Path) -> None:
    (root / ".git").mkdir()
    (root / ".git" / "b.txt").write_text(SECRET)
    (root / ".env.txt").write_text(SECRET)
    (root / "~$b.docx").write_text(SECRET)


def _called_a_file(root: Path) -> None:
    for ending in (".txt", ".json", ".pdf", ".warc.gz", ".parquet"):
        (root / f"b{ending}").mkdir()


FOLDERS: Final[tuple[MadeFolder, ...]] = (
    MadeFolder("link-outside", _link("b", "../secret*")),
    MadeFolder("link-outside-absolute", _link("b", "/etc/passwd")),
    MadeFolder("link-to-zeros", _link("b", "/dev/zero")),
    MadeFolder("link-to-noise", _link("b", "/dev/urandom")),
    MadeFolder("link-to-input", _link("b", "/dev/stdin")),
    MadeFolder("link-to-memory", _link("b", "/proc/self/mem")),
    MadeFolder("link-to-environment", _link("b", "/proc/self/environ")),
    MadeFolder("link-to-descriptors", _link("b", "/proc/self/fd/0")),
    MadeFolder("link-to-processes", _link("b", "/proc")),
    MadeFolder("link-to-nowhere", _link("b", "nowhere")),
    MadeFolder("link-to-itself", _link("b", "b*")),
    MadeFolder("links-in-a-circle", _circle),
    MadeFolder("link-to-its-parent", _link("b", ".")),
    MadeFolder("link-to-the-root", _link("b", "/")),
    MadeFolder("folders-in-a-circle", _folders_in_a_circle),
    MadeFolder("link-within", _link("b", "a*"), told=()),
    MadeFolder("link-of-50-steps", _steps, doors=("document", "corpus")),
    MadeFolder("pipes", _pipe),
    MadeFolder("socket", _socket),
    MadeFolder("folders-called-as-files", _called_a_file, told=()),
    MadeFolder("hidden", _hidden, told=()),
    MadeFolder("deep", _deep, told=("skipped",), doors=("document", "corpus")),
    MadeFolder("name-with-newline", _named(b"b\nc: 54 percent\r\n"), told=(), texts=2),
    MadeFolder("name-with-escape", _named(b"b\x1b[2J\x1b]0;x\x07"), told=(), texts=2),
    MadeFolder("name-no-unicode", _named(b"b\xff\xfe\x80"), told=(), texts=2),
    MadeFolder("name-bidi", _named("b\u202egnp".encode()), told=(), texts=2),
    MadeFolder("name-of-blanks", _named(b"  "), told=(), texts=2),
    MadeFolder("name-like-an-option", _named(b"--against=x"), told=(), texts=2),
    MadeFolder("name-like-an-address", _named(b"http:"), told=(), texts=2),
    MadeFolder("name-of-200-letters", _named(b"n" * 200), told=(), texts=2),
    MadeFolder("name-with-markup", _named(b"<script>alert(1)<"), told=(), texts=2),
    MadeFolder("names-alike", lambda root: [(root / name).write_text(FIGURE + name) for name in ("B.txt", "b.TXT", "u\u0308.txt", "\u00fc.txt")], told=(), texts=5, doors=("document", "corpus")),
    MadeFolder("files-3000", lambda root: [(root / f"b{at}.bin").write_bytes(b"") for at in range(3_000)]),
)  # fmt: skip


@contextlib.contextmanager
def changing(path: Path, one: bytes, other: bytes) -> Iterator[None]:
    """While this is entered, a file is now the one, now the other, is cut short, and is gone for moments."""
    over = threading.Event()

    def change() -> None:
        while not over.is_set():
            for data in (one, other, other[: len(other) // 2], b""):
                path.write_bytes(data)
                time.sleep(0.001)
            path.unlink()

    path.write_bytes(one)
    thread = threading.Thread(target=change, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
