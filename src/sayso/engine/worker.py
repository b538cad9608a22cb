"""A process that does tasks until its input ends, telling of each item before it turns to it."""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from sayso.circles import look_seldom
from sayso.model import Problem, SaysoError

from .files import Sink
from .work import OUT_OF_MEMORY, UNWRITABLE, Begun, Ended, Item, Message, Result, Task, load_work, packed, task_of

#: `PR_SET_PDEATHSIG` of Linux: the signal that comes when the process that started this one is gone.
_WITH_PARENT: Final = 1
#: Files that a process may have open, where the system grants them.
_FILES: Final = 65_536


def main() -> None:
    """Do what comes on standard input; what libraries print does not reach the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with_parent()
    _limit_memory(int(sys.argv[1]))
    _allow_files()
    look_seldom()
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def tell(message: Message) -> None:
        output.write(packed(message))

    try:
        for line in sys.stdin.buffer:
            tell(perform(task_of(line), tell))
    except BrokenPipeError:
        return  # nobody waits for it any more
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except OSError:  # of the file: those of items are caught where they arise
        os._exit(UNWRITABLE)


def perform(task: Task, tell: Callable[[Message], None]) -> Ended:
    """Do a task; running out of memory is raised, for what held it may not be the item that met it."""
    counts: Counter[str] = Counter()
    skipped: list[Problem] = []
    done = 0
    with Sink(Path(task.into)) as sink:
        for at, item in _items(task, tell):
            result = _left(item, task.left[at]) if at in task.left else _done(item)
            sink.write(result.lines)
            counts.update(result.counts)
            skipped += result.skipped
            done += 1
    return Ended(items=done, counts=dict(sorted(counts.items())), skipped=tuple(skipped), memory=_most_memory())


def _items(task: Task, tell: Callable[[Message], None]) -> Iterator[tuple[int, Item]]:
    """The items of a task with their numbers. Those before it are passed over, which may cost reading them."""
    tell(Begun(at=None))
    given = (task.payload, task.where) if task.where else (task.payload,)
    at, items = 0, iter(load_work(task.work)(*given))
    while task.last is None or at < task.last:
        tell(Begun(at=at))
        try:
            item = next(items, None)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001  a fault of ours must not lose what was read before it
            yield at, _fault(f"item {at + 1} and what follows", error)
            return
        if item is None:
            return
        if at >= task.first:
            yield at, item
        at += 1


def _done(item: Item) -> Result:
    try:
        return item.do()
    except MemoryError:
        raise
    except SaysoError as error:
        return Result(skipped=(error.problem,))
    except Exception as error:  # noqa: BLE001  a fault of ours in one item must not lose the others
        return _fault(item.name, error).do()


def _left(item: Item, problem: Problem) -> Result:
    import msgspec

    return Result(skipped=(msgspec.structs.replace(problem, uri=item.name),))


def _fault(name: str, error: Exception) -> Item:
    message = f"a fault in Sayso: {type(error).__name__}: {error}"[:500]
    problem = Problem(code="internal", message=message, hint="please report it, with the document if you may", uri=name)
    return Item(name, lambda: Result(skipped=(problem,)))


def _end_with_parent() -> None:
    if sys.platform != "linux":
        return  # there the broken pipe ends it, at the next item
    import ctypes

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_WITH_PARENT, signal.SIGKILL)


def _limit_memory(most: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    with suppress(OSError, ValueError):
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _allow_files() -> None:
    """Let this process have as many files open as the system grants: a join of many shards maps them all."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    with suppress(OSError, ValueError):
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        most = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))


def _most_memory() -> int:
    """The most memory that this process has held: of Linux's own account, for `getrusage` begins with the parent's."""
    with suppress(OSError, StopIteration):
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) * 1024
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
