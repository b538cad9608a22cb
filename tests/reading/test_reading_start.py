"""What reading costs before it reads, and how it ends when it is told to."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

_HEAVY = (
    "trafilatura", "lxml", "openpyxl", "docx", "pypdf", "pypdfium2", "urllib3", "ssl", "email", "markdown_it", "subprocess",
    "charset_normalizer",
)  # fmt: skip
_HANG = """
import pathlib, sys
from sayso.reading import read_bytes
page = b"<html><body><p " + b" ".join(b'a%d="1"' % number for number in range(1_000_000)) + b">text</p></body></html>"
sys.stdout.write("begun\\n"); sys.stdout.flush()
read_bytes(page, "a.html", "a.html")
"""


def test_plain_text_needs_none_of_the_other_formats_libraries(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The share rose to 54 percent, said Mr. Smith of the U.S. Army.", encoding="utf-8")
    code = (
        "import json, sys, pathlib; from sayso.reading import read_path; read_path(pathlib.Path(sys.argv[1]));"
        f"print(json.dumps([name for name in {_HEAVY!r} if name in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, check=True, text=True)
    assert json.loads(done.stdout) == []


def children_of(process: int) -> list[int]:
    """The processes that a process has started."""
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, check=False, text=True)
    return [int(word) for word in listed.stdout.split()]


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux shows them")
def test_interrupt_ends_a_reader_that_hangs(tmp_path: Path) -> None:
    """Ctrl-C ends at once, and leaves no process behind."""
    process = subprocess.Popen(
        [sys.executable, "-c", _HANG],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"begun\n"
    deadline = time.monotonic() + 10
    while not children_of(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.5)
    children = children_of(process.pid)
    assert children
    start = time.monotonic()
    # As a terminal does: to all processes in front.
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=10)
    assert b"KeyboardInterrupt" in errors
    assert time.monotonic() - start < 3
    assert not any(Path(f"/proc/{child}").exists() for child in children)


def test_interrupt_that_no_system_call_sees_ends_a_reader_too(tmp_path: Path) -> None:
    """As one that comes just before the parent begins to wait, or under Windows: it is told, but wakes nobody."""
    told = "import _thread, threading; threading.Timer(1, _thread.interrupt_main).start()"
    code = _HANG.replace("read_bytes(page", f"{told}\nread_bytes(page")
    patient = {**os.environ, "SAYSO_READING_SECONDS": "600"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, timeout=20, cwd=tmp_path, env=patient
    )
    assert b"KeyboardInterrupt" in done.stderr


def test_child_does_not_take_modules_from_the_current_folder(tmp_path: Path) -> None:
    """A file that lies beside the article and is called like a library is not run."""
    (tmp_path / "lxml.py").write_text("raise SystemExit('taken')", encoding="utf-8")
    (tmp_path / "trafilatura.py").write_text("raise SystemExit('taken')", encoding="utf-8")
    page = "<html><body><p>The share rose to 54 percent.</p></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    code = (
        "from pathlib import Path; from sayso.reading import read_path; print(read_path(Path('a.html')).document.text)"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, check=True, text=True, cwd=tmp_path)
    assert done.stdout.strip() == "The share rose to 54 percent."
