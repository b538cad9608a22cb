"""Shards made by the workers of a Spark cluster: Spark hands them out and sees to workers that are lost, all else is as on one machine.

A task of Spark is one shard, and does to it what a thread of a run on one machine does, with a process of its own that it watches: so a
document that kills its process kills no part of Spark's, and is left out in the same way. What is made goes where it would go here: into a
folder that all workers see under the same path. What comes back is the word that a shard is made, or why none can be made.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Final
from urllib.parse import urlsplit

import msgspec
import pyspark
from py4j.java_gateway import JavaGateway
from pyspark import SparkConf, SparkContext
from pyspark.accumulators import Accumulator, AccumulatorParam
from pyspark.errors import PySparkRuntimeError
from pyspark.java_gateway import launch_gateway

from sayso.model import Problem, SaysoError, UsageError
from sayso.model.span import Entry
from sayso.version import __version__

from .account import Account
from .files import Finished, Folder
from .making import Made, Order, make
from .process import Process

CODE: Final = "cluster"
#: Settings of Spark that the work needs; the rest is what `spark-defaults.conf` says.
_CONFIG: Final = {
    # A worker that is lost costs a task one of its tries, and several may be lost.
    "spark.task.maxFailures": "8",
    # A page of the driver's on every address of this machine is more than was asked for.
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
#: Seconds between two looks; that a master may take to answer, the first tasks to be done, and files to be seen.
_GLANCE, _ANSWER, _START, _SEEN = 0.2, 5.0, 180.0, 120.0
_PORT: Final = 7077
_MOST_TOLD: Final = 400
_NO_MODULE: Final = re.compile(r"No module named '[\w.]+'")
#: How an error of Python or Java begins in a trace.
_RAISED: Final = re.compile(r"(Caused by: |: )?([a-z]\w*\.)*[A-Z]\w*(Error|Exception)\b")


class Told(Entry, frozen=True, kw_only=True):
    """What a task tells: what it made, or what keeps this worker from making anything."""

    made: Made | None = None
    problem: Problem | None = None


class Sight(Entry, frozen=True, kw_only=True):
    """What a worker must have to be of use: a file with a word in it, other paths, the same version."""

    file: str
    word: str
    places: tuple[str, ...]
    version: str


class Cluster:
    """A cluster that several runs use one after the other, through one driver of Spark's in this process."""

    def __init__(self, master: str) -> None:
        """Reach the `master`; raises UsageError "cluster" where that cannot be, with the mend."""
        self.master = master
        self._context = _connected(master)
        self._known = False

    def make(self, orders: Sequence[Order], places: Sequence[str], account: Account) -> None:
        """Have all made, telling the account, which reports now and then; `places` are paths that the workers must see, too.

        Raises UsageError where the workers cannot be used, do not see the folder or cannot write to it.
        """
        folder = Folder(Path(orders[0].folder), orders[0].stem)
        for order in orders:  # what a worker finds finished is of this run
            folder.marker(order.key).unlink(missing_ok=True)
        seen = folder.part("seen", token_hex(8))
        sight = Sight(file=str(seen), word=token_hex(16), places=tuple(places), version=__version__)
        seen.write_text(sight.word, encoding="ascii")
        if not self._known:
            self._try(sight)
        self._known = True
        self._make(sight, orders, account)
        for order in orders:
            account.add(Made(shard=_seen(folder, order.key, account.look)))

    def close(self) -> None:
        """Leave the cluster."""
        self._context.stop()

    def _try(self, sight: Sight) -> None:
        """See whether workers do anything at all, and are of use."""
        count, heard = self._context.defaultParallelism, self._listening()
        until = time.monotonic() + _START

        def look() -> None:
            _raise_problem(_heard(heard))
            if time.monotonic() > until:
                message = f"no worker of {self.master} has done anything within {_START:g} seconds"
                hint = "are its workers alive, with a core and memory for an executor free (spark.executor.memory)?"
                raise UsageError(CODE, message, hint)

        rows = self._context.parallelize(range(count), count)
        self._job(lambda: rows.foreach(_Trying(sight, heard)), look)
        _raise_problem(_heard(heard))

    def _make(self, sight: Sight, orders: Sequence[Order], account: Account) -> None:
        heard = self._listening()

        def hear() -> None:
            told = _heard(heard)
            for one in told:
                if one.made is not None:
                    account.count(one.made.shard.items)
                    account.add(one.made)
            _raise_problem(told)

        def glance() -> None:
            hear()
            account.look()

        rows = self._context.parallelize([msgspec.msgpack.encode(one) for one in orders], len(orders))
        self._job(lambda: rows.foreach(_Making(sight, heard)), glance)
        hear()
        missing = [order.name for order in orders if order.key not in account.finished]
        if missing:
            raise UsageError(CODE, f"{self.master} told nothing of {missing[0]}", "give the same command again")

    def _listening(self) -> Accumulator[list[bytes]]:
        return self._context.accumulator([], _Listed())

    def _job(self, do: Callable[[], None], look: Callable[[], None]) -> None:
        """Do something of Spark's, looking on; what `look` raises ends it."""
        group, failures = token_hex(8), list[Exception]()

        def go() -> None:
            try:
                self._context.setJobGroup(group, "sayso")
                do()
            except Exception as error:  # noqa: BLE001  it is raised below, in words
                failures.append(error)

        thread = threading.Thread(target=go, daemon=True)
        thread.start()
        try:
            while thread.is_alive():
                thread.join(_GLANCE)
                look()
        finally:
            while thread.is_alive():  # a job that has not begun yet cannot be ended
                self._context.cancelJobGroup(group)
                thread.join(_GLANCE)
        if failures:
            raise self._failure(failures[0]) from failures[0]

    def _failure(self, error: Exception) -> UsageError:
        text = str(error)
        if found := _NO_MODULE.search(text):
            message = f"Sayso cannot be loaded by {self._context.pythonExec} of the workers: {found[0]}"
            hint = "install it there in this version, or name a Python that has it: PYSPARK_PYTHON"
            return UsageError(CODE, message, hint)
        return UsageError(CODE, f"{self.master} gave the work up: {_last_line(text)}", "give the same command again")


# -- what workers do


class _Listed(AccumulatorParam[list[bytes]]):
    """What tasks tell, one after the other."""

    def zero(self, value: list[bytes]) -> list[bytes]:  # noqa: ARG002  it is empty whatever there is
        return []

    def addInPlace(self, value1: list[bytes], value2: list[bytes]) -> list[bytes]:  # noqa: N802  Spark's name
        value1 += value2
        return value1


@dataclass(frozen=True)
class _Trying:
    """A task that tells whether its worker is of use."""

    sight: Sight
    heard: Accumulator[list[bytes]]

    def __call__(self, _: int) -> None:
        if problem := _unfit(self.sight):
            self.heard.add([msgspec.msgpack.encode(Told(problem=problem))])


@dataclass(frozen=True)
class _Making:
    """A task that makes a shard."""

    sight: Sight
    heard: Accumulator[list[bytes]]

    def __call__(self, order: bytes) -> None:
        told = _told(self.sight, msgspec.msgpack.decode(order, type=Order))
        self.heard.add([msgspec.msgpack.encode(told)])


def _told(sight: Sight, order: Order) -> Told:
    if problem := _unfit(sight):
        return Told(problem=problem)
    folder = Folder(Path(order.folder), order.stem)
    known = folder.finished(order.key)
    if known is not None:  # another try made it, and was lost before it could tell
        return Told(made=Made(shard=known))
    try:
        return Told(made=_hand.make(order))
    except SaysoError as error:
        return Told(problem=error.problem)
    except OSError as error:
        return Told(problem=folder.unwritable(f"{error.strerror or error}, on {socket.gethostname()}").problem)


def _unfit(sight: Sight) -> Problem | None:
    """Why this worker is of no use; None where it is."""
    host = socket.gethostname()
    if __version__ != sight.version:
        message = f"the worker on {host} has Sayso {__version__}, not {sight.version}"
        return Problem(code=CODE, message=message, hint="install the same version everywhere")
    try:
        unseen = [] if Path(sight.file).read_text(encoding="ascii") == sight.word else [sight.file]
    except OSError:
        unseen = [sight.file]
    unseen += [place for place in sight.places if not Path(place).exists()]
    if not unseen:
        return None
    message = f"the worker on {host} does not see {Path(unseen[0]).parent if unseen[0] == sight.file else unseen[0]} as it is here"
    hint = "corpus and folders must lie where all workers see them under the same path, such as a network file system"
    return Problem(code=CODE, message=message, hint=hint)


@dataclass
class _Hand:
    """The process that this worker's tasks use one after the other."""

    limits: tuple[int, float] | None = None
    process: Process | None = None

    def make(self, order: Order) -> Made:
        limits = order.memory, order.seconds
        if self.process is None or self.limits != limits:
            self.stop()
            self.limits, self.process = limits, Process(*limits)
        try:
            return make(order, self.process, _nothing)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        if self.process is not None:
            self.process.stop()
        self.process = None


def _nothing(_done: bool) -> None:  # noqa: FBT001  a callback
    """Tell nobody."""


_hand = _Hand()


# -- what comes back


def _heard(heard: Accumulator[list[bytes]]) -> list[Told]:
    """What was told since the last time."""
    taken = heard.value[:]
    del heard.value[: len(taken)]
    return [msgspec.msgpack.decode(one, type=Told) for one in taken]


def _raise_problem(told: Sequence[Told]) -> None:
    for one in told:
        if one.problem is not None:
            raise UsageError(one.problem.code, one.problem.message, one.problem.hint)


def _seen(folder: Folder, key: str, look: Callable[[], None]) -> Finished:
    """A shard as it lies in the folder, which may take a while to be seen on a network file system."""
    until = time.monotonic() + _SEEN
    while (known := folder.finished(key)) is None:
        if time.monotonic() > until:
            message = f"{folder.file(key)} was written by a worker, but is not seen here as it was written"
            hint = "what is new in a folder must be seen (NFS: the mount option lookupcache=positive)"
            raise UsageError(CODE, message, hint)
        look()
        time.sleep(_GLANCE)
    return known


# -- the driver


def _connected(master: str) -> SparkContext:
    _check_java()
    if master.startswith("spark://"):
        _check_answers(master)
    config = SparkConf().setMaster(master).setAppName("sayso")
    for name, value in _CONFIG.items():
        config.set(name, value)
    if paths := os.environ.get("PYTHONPATH"):
        config.setExecutorEnv("PYTHONPATH", paths)
    gateway = _launched(config)
    try:
        with warnings.catch_warnings(action="ignore", category=FutureWarning):  # of pandas, which is not used
            context = SparkContext(conf=config, gateway=gateway)
    except Exception as error:  # whatever Java's side says
        message = f"the cluster at {master} takes no work: {_last_line(str(error))}"
        raise UsageError(CODE, message, f"is it Spark {pyspark.__version__}, as pyspark is here?") from error
    named = context.getConf().get("spark.pyspark.python") or os.environ.get("PYSPARK_PYTHON")
    context.pythonExec = named or sys.executable
    return context


def _launched(config: SparkConf) -> JavaGateway | None:
    """Spark's part of this process, which lasts as long as it; None where it is there. What it prints is kept from the terminal."""
    if SparkContext._gateway is not None:  # noqa: SLF001  it has no name in public
        return None
    with tempfile.TemporaryFile() as printed:
        try:
            launched: JavaGateway = launch_gateway(config, {"stdout": printed, "stderr": printed})  # type: ignore[no-untyped-call]
        except PySparkRuntimeError as error:
            printed.seek(0)
            message = f"Spark could not be started: {_last_line(printed.read().decode(errors='replace'))}"
            raise UsageError(CODE, message, f"Spark {pyspark.__version__} needs Java 17 or newer") from error
    return launched


def _check_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java") is None and not (home and Path(home, "bin", "java").exists()):
        hint = "install Java 17 (Debian: apt-get install openjdk-17-jre-headless), or name it: JAVA_HOME"
        raise UsageError(CODE, "Spark needs Java, and there is none", hint)


def _check_answers(master: str) -> None:
    """One of the masters that are named answers; Spark itself would try for a minute."""
    why = ""
    for one in master.removeprefix("spark://").split(","):
        try:
            place = urlsplit(f"//{one}")
            with socket.create_connection((place.hostname or "", place.port or _PORT), _ANSWER):
                return
        except (OSError, ValueError) as error:
            why = str(error)
    hint = "name the master as its own page does: spark://HOST:7077"
    raise UsageError(CODE, f"{master} does not answer: {why}", hint)


def _last_line(text: str) -> str:
    """The line of an error that says most: the last one that a Python task raised, else the first of Java's."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("at ")]
    raised = [line for line in lines if _RAISED.match(line)]
    return (raised[-1] if raised else lines[-1] if lines else "it did not say why")[:_MOST_TOLD]
