"""A cluster of Spark on this machine, for measuring and testing: a master and workers as processes of their own, reached at 127.0.0.1 alone.

They are what a cluster of several machines runs (Spark's standalone mode), each worker with an executor, so that one can be lost.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Final, Self

_HERE: Final = "127.0.0.1"
_PATIENCE: Final = 60.0
#: An executor has little to hold: the work is done by processes beside it.
_MEMORY: Final = "512m"
#: Java that starts fast and takes little, for it has little to do; the classes of Spark's own jars need not be verified.
_JAVA: Final = (
    "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:CICompilerCount=1"
    " -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote"
)
_DEFAULTS: Final = f"""\
spark.master.rest.enabled false
spark.driver.extraJavaOptions {_JAVA}
spark.executor.extraJavaOptions {_JAVA}
spark.executor.memory {_MEMORY}
spark.driver.memory {_MEMORY}
spark.driver.host {_HERE}
spark.driver.bindAddress {_HERE}
"""


class LocalCluster:
    """A master, and workers by their numbers. While it lasts, the environment tells Spark to stay on this machine."""

    def __init__(self, folder: Path, workers: int) -> None:
        """`folder` is to hold what Spark writes; needs Java, and pyspark with its jars."""
        self.folder, self._count = folder, workers
        self._before = dict(os.environ)
        self._master: subprocess.Popen[bytes] | None = None
        self.workers: dict[int, subprocess.Popen[bytes]] = {}
        self.address = ""

    def __enter__(self) -> Self:
        config = self.folder / "conf"
        config.mkdir(parents=True, exist_ok=True)
        (config / "spark-defaults.conf").write_text(_DEFAULTS, encoding="ascii")
        os.environ.update(
            SPARK_CONF_DIR=str(config), SPARK_LOCAL_IP=_HERE, SPARK_LOCAL_DIRS=str(self.folder / "local"),
            SPARK_DAEMON_JAVA_OPTS=_JAVA, SPARK_DAEMON_MEMORY=_MEMORY, SPARK_LAUNCHER_OPTS=_JAVA,
        )  # fmt: skip
        try:
            self._start_master()
            for number in range(self._count):
                self.start(number)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        _end_driver()
        for number in list(self.workers):
            self.kill(number)
        if self._master is not None:
            _kill(self._master)
        os.environ.clear()
        os.environ.update(self._before)

    def start(self, number: int) -> None:
        """Start a worker of one core."""
        given = ["--cores", "1", "--memory", _MEMORY, "--work-dir", str(self.folder / f"work{number}")]
        self.workers[number] = self._run(f"worker{number}", "worker.Worker", *given, self.address)

    def kill(self, number: int) -> None:
        """End a worker and its executor by SIGKILL, as a machine is lost."""
        _kill(self.workers.pop(number))

    def pids(self) -> list[int]:
        """The processes that were started and live."""
        every = [*self.workers.values(), *([self._master] if self._master else [])]
        return [one.pid for one in every if one.poll() is None]

    def _start_master(self) -> None:
        port = _free_port()
        self.address = f"spark://{_HERE}:{port}"
        self._master = self._run("master", "master.Master", "--port", str(port))
        until = time.monotonic() + _PATIENCE
        while True:
            with suppress(OSError), socket.create_connection((_HERE, port), 1):
                return
            if time.monotonic() > until or self._master.poll() is not None:
                raise RuntimeError((self.folder / "master.log").read_text(encoding="utf-8", errors="replace")[-2000:])
            time.sleep(0.1)

    def _run(self, name: str, what: str, *given: str) -> subprocess.Popen[bytes]:
        import pyspark

        script = Path(pyspark.__file__).parent / "bin" / "spark-class"
        command = [str(script), f"org.apache.spark.deploy.{what}", "--host", _HERE, "--webui-port", "0", *given]
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(  # noqa: S603  Spark's own script
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and those that it started: executors are of its group."""
    with suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _end_driver() -> None:
    """End Spark's part of this process, which else lasts as long as it and remembers where it was."""
    from pyspark import SparkContext

    gateway = SparkContext._gateway  # noqa: SLF001  it has no name in public
    if gateway is not None:
        SparkContext._gateway = SparkContext._jvm = None  # noqa: SLF001  the same
        gateway.shutdown()
        gateway.proc.stdin.close()
        gateway.proc.wait(_PATIENCE)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind((_HERE, 0))
        port: int = free.getsockname()[1]
        return port
