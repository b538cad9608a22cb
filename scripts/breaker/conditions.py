"""What surrounds a writer: memory, rights, room, a disk that may only be read, another process; and the order of what it does."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from .control import COUNT, Control
from .sweep import Bench, Told
from .trial import Fault, run
from .writers import Writer

#: Bytes that a process may take up beside what it has, in MiB.
_MEMORY = (0, 1, 2, 4, 8, 16, 32, 64, 128)
_NOBODY = 65_534
#: Room on a disk beside what is there, in KiB; what a desk or an index needs at least is most of it.
_ROOM = (0, 4, 16, 32, 64, 128, 256, 512, 1024)
_PLENTY = "size=256m"


def conditions(page: Control, writer: Writer, report: Callable[[str], None]) -> Told:
    """Have a writer work under each condition; gives what did harm."""
    told = Told(writer.name)
    with tempfile.TemporaryDirectory(prefix="sayso-faults-") as name:
        base = Path(name).resolve()
        base.chmod(0o755)
        bench = Bench(page, writer, base)
        bench.prepare()
        told.calls = bench.calls
        for kind, act in _acts(writer):
            bench.writer = replace(writer, act=act)
            _, harms = bench.faulted(Fault(COUNT), again=writer.act)
            told.tried[kind] += 1
            if harms:
                told.harms.append(f"{kind}: {harms[0]}")
        bench.writer = writer
        for kind, harms in _on_a_disk(bench, base):
            told.tried[kind] += 1
            if harms:
                told.harms.append(f"{kind}: {harms[0]}")
        told.tried["order"] += 1
        told.harms += [f"order: {harm}" for harm in _order_of(bench, base)]
    for harm in told.harms:
        report(f"  {harm}")
    return told


def _acts(writer: Writer) -> Iterator[tuple[str, Callable[[], int]]]:
    for more in _MEMORY:
        yield "memory", _within(writer.act, more)
    yield "rights", _unprivileged(writer.act)
    if writer.twice:
        yield "two at once", _twice(writer.act)


def _within(act: Callable[[], int], more: int) -> Callable[[], int]:
    """The work in a process that may take up little more than it has."""

    def done() -> int:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + (more << 20)
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.RLIM_INFINITY))
        try:
            return act()
        finally:
            resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    return done


def _unprivileged(act: Callable[[], int]) -> Callable[[], int]:
    """The work by somebody who may read all and write nothing."""

    def done() -> int:
        here = [Path.cwd(), *Path.cwd().rglob("*")]
        modes = [path.stat().st_mode for path in here]
        for path in here:
            path.chmod(0o555 if path.is_dir() else 0o444)
        os.seteuid(_NOBODY)
        try:
            return act()
        finally:
            os.seteuid(0)
            for path, mode in zip(here, modes, strict=True):
                path.chmod(mode)

    return done


def _twice(act: Callable[[], int]) -> Callable[[], int]:
    """The work by two processes at once; the code is that of the first, where the other was refused or did it, too."""

    def done() -> int:
        other = os.fork()
        if other == 0:
            code = 1
            try:
                code = act()
            finally:
                os._exit(code)
        code = act()
        _, status = os.waitpid(other, 0)
        return code or (0 if os.waitstatus_to_exitcode(status) in (0, 2, 3, 4) else 1)

    return done


def _on_a_disk(bench: Bench, base: Path) -> Iterator[tuple[str, list[str]]]:
    """The work on a disk of its own that has little room, and on one that may only be read; nothing where none can be mounted."""
    if os.geteuid() or not shutil.which("mount"):
        return
    for room in _ROOM:
        with _mounted(bench, base) as disk:
            used = os.statvfs(disk)
            size = (used.f_blocks - used.f_bfree) * used.f_frsize + (room << 10)
            _mount("-o", f"remount,size={size}", str(disk))
            yield "small disk", bench.worked(disk, lambda disk=disk: _mount("-o", f"remount,{_PLENTY}", str(disk)))
    with _mounted(bench, base) as disk:
        _mount("-o", "remount,ro", str(disk))
        yield "read-only disk", bench.worked(disk, lambda: _mount("-o", "remount,rw", str(disk)))


@contextmanager
def _mounted(bench: Bench, base: Path) -> Iterator[Path]:
    """A disk in memory with what the work begins with."""
    disk = base / "work"
    shutil.rmtree(disk, ignore_errors=True)
    disk.mkdir()
    _mount("-t", "tmpfs", "-o", _PLENTY, "sayso-faults", str(disk))
    try:
        shutil.copytree(bench.begun, disk, symlinks=True, dirs_exist_ok=True)
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def _mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True)


def _order_of(bench: Bench, base: Path) -> Iterator[str]:
    """What would not outlast a power cut although the command ended: a name that was given before the bytes were on disk, or is not itself."""
    log, work = base / "log", base / "work"
    bench.fresh(work)
    run(bench.page, work, bench.writer.act, Fault(COUNT, log=str(log)))
    unsynced: set[str] = set()
    named: set[str] = set()
    for line in log.read_text("utf-8", "replace").splitlines():
        call, path, other = [*line.split("\t"), "", ""][:3]
        if call in ("write", "pwrite", "writev", "ftruncate"):
            unsynced.add(path)
        elif call in ("fsync", "fdatasync"):
            unsynced.discard(path)
            named = {one for one in named if str(Path(one).parent) != path}
        elif call == "rename":
            if path in unsynced and not _is_passing(other):
                yield f"{Path(other).name} had its name before its bytes were on disk"
            unsynced.discard(path)
            named.add(other)
    for one in sorted(named):
        if Path(one).exists() and not _is_passing(one):
            yield f"the name of {Path(one).relative_to(work)} was not on disk when the command ended"


def _is_passing(path: str) -> bool:
    """Whether a file is only of use while its process runs, or is made again."""
    return path.endswith("/words/checked.json") or "/joined/work/" in path
