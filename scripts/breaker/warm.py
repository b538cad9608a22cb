"""Workers that are forked from a process which has all modules loaded, in place of ones that start Python anew: the same code, sooner."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from hashlib import blake2b
from pathlib import Path
from typing import IO, Any


class Forked:
    """As much of `subprocess.Popen` as the engine asks of a worker."""

    def __init__(self, command: list[str], **_given: Any) -> None:
        """Fork a worker that may take up as much memory as the last word of its command says."""
        asks, into = os.pipe()
        out, told = os.pipe()
        self._code: int | None = None
        self._lock = threading.Lock()
        self.pid = os.fork()
        if self.pid == 0:
            _be_worker(asks, told, (into, out), command[-1])
        os.close(asks)
        os.close(told)
        self.stdin: IO[bytes] = os.fdopen(into, "wb")
        self.stdout: IO[bytes] = os.fdopen(out, "rb")

    @property
    def returncode(self) -> int | None:
        """How it ended."""
        return self.poll()

    def poll(self) -> int | None:
        """How it ended, or None."""
        with self._lock:
            if self._code is None:
                found, status = os.waitpid(self.pid, os.WNOHANG)
                self._code = os.waitstatus_to_exitcode(status) if found else None
            return self._code

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end."""
        end = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            if end is not None and time.monotonic() > end:
                raise subprocess.TimeoutExpired("worker", timeout or 0)
            time.sleep(0.003)
        return code

    def kill(self) -> None:
        """End it."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)


def _be_worker(asks: int, told: int, others: tuple[int, ...], memory: str) -> None:
    from sayso.engine import worker

    code = 1
    try:
        for other in others:
            os.close(other)
        os.dup2(asks, 0)
        os.dup2(told, 1)
        sys.stdin = os.fdopen(0, "r")
        sys.stdout = os.fdopen(1, "w")
        sys.argv = ["worker", memory]
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        worker.main()
        code = 0
    finally:
        os._exit(code)


def use_forked() -> None:
    """Have the engine of this process fork its workers."""
    from sayso.engine import process

    class Given:
        """The module `subprocess`, but for `Popen`."""

        PIPE, DEVNULL, TimeoutExpired, Popen = subprocess.PIPE, subprocess.DEVNULL, subprocess.TimeoutExpired, Forked

    process.subprocess = Given  # type: ignore[assignment, attr-defined]


def load(*, reads: bool = True) -> None:
    """Have in this process all modules that writers need, and the word lists and weights of those that read documents.

    What is forked from it need not load them; a process that has less is forked sooner.
    """
    import gc
    import importlib
    import pkgutil

    import sayso

    for found in pkgutil.walk_packages(sayso.__path__, "sayso."):
        if ".bench" not in found.name and not found.name.endswith((".spark", "__main__")):
            importlib.import_module(found.name)
    importlib.import_module("numpy.ma")  # numpy does so when it first sorts
    if reads:
        _read_once()
    _keep_grammar()
    _keep_vectors(Path(os.environ["SAYSO_FAULTS"]).parent / "vectors")
    gc.collect()
    gc.freeze()


def _keep_grammar() -> None:
    """Make the grammar of the command line once."""
    from sayso import cli

    made = cli.parser()
    cli.parser = lambda: made  # type: ignore[assignment]


def _keep_vectors(folder: Path) -> None:
    """Make the vector of a text once for all trials: in a file, which those find that are forked later."""
    from sayso.language.meaning import MeaningReader

    folder.mkdir(exist_ok=True)
    make = MeaningReader._vector  # noqa: SLF001  what costs most

    def kept(self: MeaningReader, text: str, language: str) -> Any:
        import numpy as np

        path = folder / blake2b(f"{language} {text}".encode("utf-8", "replace"), digest_size=16).hexdigest()
        if not path.exists():
            new = path.with_name(f"{path.name}-{os.getpid()}")
            new.write_bytes(make(self, text, language).tobytes())
            new.rename(path)
        return np.frombuffer(path.read_bytes(), np.int8)

    MeaningReader._vector = kept  # type: ignore[method-assign]  # noqa: SLF001


def _read_once() -> None:
    from sayso import render
    from sayso.evidence import Index
    from sayso.language.concepts import concepts
    from sayso.language.meaning import meaning_reader
    from sayso.pipeline import analyse, check
    from sayso.reading import read_text

    text = 'About 1,000 people lost their homes in Lyon, the ministry said. "We counted them," said Anna Weber.'
    reading, encoder = read_text(text), meaning_reader()
    with Index.create(None, concepts=concepts) as index:
        index.add(analyse(reading), "h", "1")
        found = check(reading, index)
    render.render_html(found)
    if encoder is not None:
        encoder.vectors([text], "en")
