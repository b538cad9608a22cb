"""A process that has read everything already, and forks one for each command: each is a process of its own, and none starts anew.

It reads orders from standard input, a line of JSON each (`Order`), and answers each with a line that is the exit code.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Mapping
from importlib import import_module
from typing import Any, NoReturn, TypedDict

MODULES = ("adjudicate", "check", "checked", "diff", "export", "index", "store")
TEXTS = {
    "en": "The port opened 30,000 containers in 2015, 12% of all, said the authority. Experts doubt it.",
    "de": "Der Hafen öffnete 2015 rund 30.000 Container, 12 % von allen, sagte die Behörde.",
    "es": "El puerto abrió 30.000 contenedores en 2015, el 12 % de todos, dijo la policía.",
    "fr": "Le port a ouvert 30 000 conteneurs en 2015, 12 % de tous, a dit la police.",
}


class Order(TypedDict):
    """A command: its words, what surrounds it, where it runs, its three files, and after how many seconds it is ended."""

    words: list[str]
    environment: Mapping[str, str]
    folder: str
    files: list[str]
    seconds: int


def warm() -> None:
    """Import the commands, and read a text in each language against itself, so that weights and lists are there."""
    from sayso.pipeline import ANALYSIS_VERSION, analyse, check, new_index
    from sayso.reading import read_text

    for name in MODULES:
        import_module(f"sayso.cli.{name}")
    with new_index() as index:
        for name, text in TEXTS.items():
            index.add(analyse(read_text(text, name), tagger=False), source_hash=name, version=ANALYSIS_VERSION)
        index.commit()
        index.make_vectors()
        for name, text in TEXTS.items():
            check(read_text(text, f"a.{name}"), index)


def serve(orders: Any, answers: Any) -> None:
    """Fork for each order, and tell how it ended."""
    for line in orders:
        child = os.fork()
        if not child:
            _run(json.loads(line))
        answers.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        answers.flush()


def _run(order: Order) -> NoReturn:
    """Be the process of a command, as `python -m sayso` is. ONNX Runtime has a thread that does not come along: nothing may wait for it at the end."""
    code = 1
    try:
        _become(order)
        from sayso.cli import main

        code = main()
        atexit._run_exitfuncs()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    except BaseException:  # noqa: BLE001  as Python tells what nobody caught
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


def _become(order: Order) -> None:
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["environment"])
    tempfile.tempdir = None
    for number, path in enumerate(order["files"]):
        opened = os.open(path, os.O_WRONLY if number else os.O_RDONLY)
        os.dup2(opened, number)
        os.close(opened)
    sys.argv[1:] = order["words"]
    signal.alarm(order["seconds"])


if __name__ == "__main__":
    warm()
    gc.freeze()  # what is here already is not looked through, and so not copied, in each process
    serve(sys.stdin, sys.stdout)
