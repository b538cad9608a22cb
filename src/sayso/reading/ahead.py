"""Reading ahead: the next file is read while the one before is worked on, and what takes long to load is begun beforehand.

Foreign formats are read in a process of their own, and what tells languages apart is unpacked outside Python's lock: on two cores neither is waited for.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, TypeVar

from sayso.language.detect import load_languages
from sayso.model import UnreadableError

from .formats import Source
from .kinds import is_page

_T = TypeVar("_T")
#: A page to read first, for what reads pages to be loaded.
_PAGE: Final = Source(data=b"<html><body><p>A page.</p></body></html>", name="", uri="")
#: Seconds after which it is looked again whether a reading has ended.
_LOOK: Final = 0.2


def load_ahead(sources: Sequence[str]) -> None:
    """Begin to load, beside the caller, what tells languages apart and, where any source is a page or a folder of some, what reads these.

    It is a matter of time alone: whoever needs it waits for it, or loads it. Raises nothing.
    """
    works = [load_languages, *([_read_a_page] if any(_has_pages(Path(one)) for one in sources) else [])]
    with suppress(RuntimeError):  # no more threads: all is loaded when it is needed
        for work in works:
            threading.Thread(target=work, daemon=True).start()


def read_ahead(reads: Iterable[Callable[[], _T]]) -> Generator[Callable[[], _T], None, None]:
    """For each read what gives its result when it is called, or raises what it raised; by then the next one has begun.

    One is read at a time, in a thread beside the caller's. A caller that breaks off closes the generator: what is being read then is ended.
    """
    begun: deque[Future[_T]] = deque(maxlen=2)  # what the caller waits for, and what comes next
    with ThreadPoolExecutor(1) as pool:
        try:
            for read in reads:
                begun.append(pool.submit(read))
                if len(begun) > 1:
                    yield begun[0].result
            if begun:
                yield begun[-1].result
        except GeneratorExit:
            _end(begun)
            raise


def _end(begun: Collection[Future[Any]]) -> None:
    """End what is being read in the child process, also where it is only about to start."""
    from .guard import stop_child

    for one in begun:
        one.cancel()
    stop_child()
    while wait(begun, _LOOK).not_done:
        stop_child()


def _has_pages(path: Path) -> bool:
    with suppress(OSError, ValueError):
        return any(is_page(one.name) for one in path.iterdir()) if path.is_dir() else is_page(path.name)
    return False


def _read_a_page() -> None:
    from .guard import read_apart

    with suppress(UnreadableError, OSError):
        read_apart("html", _PAGE)
