"""`sayso check --adjudicate`: shown before it is sent, asked for, and the ledger whole whatever the server does."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from hashlib import blake2b
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from msgspec.structs import replace
from tests.chat_stub import Handler, Stub, chat, fails, says, stub_server, tells

from sayso.cli import adjudicate, main
from sayso.model import Ledger, ledger_schema

from .conftest import Run

ARTICLE = """Locks

Engineers opened nine of the new locks at Norhaven, the port authority said. Half of the locks on the river need repair before winter.
"""
SOURCE = """Report on the locks

The port authority of Norhaven has opened seven gates on the river since spring. Repairs of the locks are planned before winter comes.
"""
QUOTE = "has opened seven gates on the river"
GOOD = says(finding="differs", because="Nine locks against seven gates.", quote=QUOTE)
BASE = ("check", "article.txt", "--against", "sources", "--no-vectors")
KEY = "sk-test-0123456789abcdef"

pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def folder(tmp_path: Path) -> None:
    """An article and its source document; two of its findings abstain."""
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "report.txt").write_text(SOURCE, encoding="utf-8")


@pytest.fixture
def sayso(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run `sayso ...` in this process, whose models are loaded once, without a terminal and without anybody's settings."""

    def run(*args: str | Path, text: str | None = None, **extra: str) -> subprocess.CompletedProcess[str]:
        with monkeypatch.context() as patch:
            for name in [name for name in os.environ if name.startswith("SAYSO_")]:
                patch.delenv(name)
            for name, value in {"XDG_CONFIG_HOME": str(tmp_path / "none"), **extra}.items():
                patch.setenv(name, value)
            patch.chdir(tmp_path)
            patch.setattr(sys, "stdin", StringIO(text or ""))
            code = main([str(arg) for arg in args])
        done = capfd.readouterr()
        return subprocess.CompletedProcess(args, code, done.out, done.err)

    return run


@pytest.fixture
def stub() -> Iterator[Stub]:
    """A model server of our own."""
    with stub_server() as server:
        server.replies = [GOOD]
        yield server


def asking(stub: Stub) -> tuple[str, ...]:
    """The options that name the server."""
    return ("--adjudicate", stub.url, "--adjudicate-model", "stub")


def shown(stderr: str) -> str:
    """The payload as it is shown on standard error."""
    return stderr[stderr.index("{\n") : stderr.index("\n}\n") + 2]


def test_a_suggestion_stands_beside_the_finding_and_changes_nothing_else(sayso: Run, stub: Stub) -> None:
    """The ledger but for its suggestions is that of a check without a server; it keeps to the published schema."""
    plain = sayso(*BASE, "--json")
    done = sayso(*BASE, "--json", *asking(stub), "--yes")
    assert (plain.returncode, done.returncode) == (0, 0), done.stderr
    jsonschema.validate(json.loads(done.stdout), ledger_schema())
    ledger = Ledger.from_json(done.stdout)
    assert replace(ledger, suggestions=()).to_json() == plain.stdout
    assert '"suggestions": []' in plain.stdout
    traces = {trace.id: trace for trace in ledger.traces}
    taken, rejected = ledger.suggestions
    assert (taken.finding, taken.because) == ("differs", "Nine locks against seven gates.")
    assert taken.quote is not None
    assert SOURCE[taken.quote.start : taken.quote.end] == taken.quote.text == QUOTE
    assert traces[taken.trace].finding == "not_found"
    assert traces[taken.trace].abstained
    assert (rejected.finding, rejected.text) == (None, taken.text)
    assert "do not stand so in the passage" in (rejected.rejected or "")
    assert {(one.host, one.model, one.model_reported) for one in ledger.suggestions} == {(stub.host, "stub", "stub-1b")}
    hashes = {"b2:" + blake2b(body, digest_size=16).hexdigest() for body in stub.bodies}
    assert hashes == {one.payload for one in ledger.suggestions}


def test_without_the_option_no_server_is_asked(sayso: Run, stub: Stub, tmp_path: Path) -> None:
    """Off by default, whatever else is set; an empty address is none."""
    sayso(*BASE, SAYSO_ADJUDICATE_MODEL="stub", SAYSO_ADJUDICATE_HTTP="1")
    (tmp_path / "sayso.toml").write_text(f'adjudicate = "{stub.url}"\nadjudicate_model = "stub"\n', encoding="utf-8")
    done = sayso(*BASE, "--adjudicate", "")
    assert done.returncode == 0, done.stderr
    assert stub.bodies == []


def test_no_socket_is_opened_without_the_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In this very process, where every socket would be seen."""
    opened: list[object] = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("socket.socket.connect", lambda *args: opened.append(args))
    monkeypatch.setattr("socket.getaddrinfo", lambda *args, **_: opened.append(args))
    assert main([*BASE, "-q", "-o", "out.json"]) == 0
    assert opened == []


def test_the_payload_is_shown_in_full_before_the_first_byte_is_sent(
    stub: Stub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the first connection comes, what it will bring stands on standard error already, byte for byte."""
    told = StringIO()
    before: list[str] = []
    stub.connected = lambda: before.append(told.getvalue())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stderr", told)
    assert main([*BASE, "-q", "-o", "out.json", *asking(stub), "--yes"]) == 0
    first, second = stub.bodies
    assert shown(before[0]).encode() == first
    assert f"to be sent to {stub.url.removesuffix('/v1')}, model stub:" in before[0]
    assert f"2 requests, {len(first) + len(second):,} bytes in all, about 2 findings" in before[0]
    assert f"in bytes: {len(second):,}" in before[0]
    assert "key: none" in before[0]


def _terminal(tmp_path: Path, *args: str) -> tuple[subprocess.Popen[bytes], int]:
    """The command at a terminal of its own."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "sayso", *args]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SAYSO_")}
    environment = {**kept, "XDG_CONFIG_HOME": str(tmp_path / "none"), "TERM": "dumb"}
    process = subprocess.Popen(command, cwd=tmp_path, env=environment, stdin=theirs, stdout=theirs, stderr=theirs,
                               start_new_session=True)  # fmt: skip
    os.close(theirs)
    return process, ours


def _until(ours: int, wanted: Callable[[str], bool]) -> str:
    """What the terminal shows, until that is enough or the command ends."""
    seen, end = b"", time.monotonic() + 100
    while time.monotonic() < end and not wanted(seen.decode("utf-8", "replace")):
        if select.select([ours], [], [], 1)[0]:
            try:
                seen += os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
    return seen.decode("utf-8", "replace")


@pytest.mark.parametrize(("word", "sent"), [("y", 2), ("", 0), ("yeah", 0), ("\x04", 0)])
def test_at_a_terminal_a_person_is_asked_first(stub: Stub, tmp_path: Path, word: str, sent: int) -> None:
    """Nothing is sent before the answer; anything but yes is no, and the ledger is written all the same."""
    process, ours = _terminal(tmp_path, *BASE, *asking(stub), "-o", "out.json")
    seen = _until(ours, lambda text: "send? [y/N]" in text)
    assert '"model": "stub"' in seen
    assert stub.bodies == []
    os.write(ours, word.encode() + (b"" if word == "\x04" else b"\n"))
    seen = _until(ours, lambda _: False)
    assert process.wait(timeout=60) == 0
    assert len(stub.bodies) == sent
    assert ("nothing was sent" in seen) is not bool(sent)
    assert len(Ledger.from_json((tmp_path / "out.json").read_bytes()).suggestions) == sent
    os.close(ours)


def test_without_a_terminal_it_wants_yes(sayso: Run, stub: Stub) -> None:
    done = sayso(*BASE, *asking(stub))
    assert done.returncode == 2
    assert "no terminal" in done.stderr
    assert "--yes" in done.stderr
    assert stub.bodies == []


def test_yes_does_not_hold_for_a_server_that_only_a_file_names(sayso: Run, stub: Stub, tmp_path: Path) -> None:
    """A folder that came from somebody may name a server; a variable is the person's own."""
    (tmp_path / "sayso.toml").write_text(f'adjudicate = "{stub.url}"\nadjudicate_model = "stub"\n', encoding="utf-8")
    done = sayso(*BASE, "--yes")
    assert done.returncode == 2
    assert "only a file names" in done.stderr
    assert stub.bodies == []
    assert sayso(*BASE, "--yes", SAYSO_ADJUDICATE=stub.url).returncode == 0
    assert len(stub.bodies) == 2


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--adjudicate", "http://127.0.0.1:9/v1"), "which model"),
        (("--adjudicate", "ftp://x", "--adjudicate-model", "m"), "no address of a model server"),
        (("--adjudicate", "http://8.8.8.8/v1", "--adjudicate-model", "m"), "--adjudicate-http"),
        (("--adjudicate", "http://127.0.0.1:9/v1", "--adjudicate-model", "m", "--adjudicate-most", "0"), "from 1 on"),
    ],
)
def test_what_cannot_be_asked_ends_before_any_work(sayso: Run, args: tuple[str, ...], words: str) -> None:
    done = sayso(*BASE, *args, "--yes")
    assert done.returncode == 2
    assert words in done.stderr


def test_the_key_comes_from_the_variable_that_is_named_and_is_written_nowhere(
    sayso: Run, stub: Stub, tmp_path: Path
) -> None:
    """Not shown, not in any form that is written, not even where the server says it back."""
    (tmp_path / "sayso.toml").write_text('adjudicate_key_env = "MY_KEY"\n', encoding="utf-8")
    fault = json.dumps({"error": {"message": f"quota of {KEY} used up"}}).encode()
    stub.replies = [tells(f"{KEY} {{}}"), fails(403, fault)]
    out = ("a.json", "a.jsonl", "a.html", "a.txt", "a.zip")
    done = sayso(*BASE, *asking(stub), "--yes", *(part for name in out for part in ("-o", name)), MY_KEY=KEY)
    assert done.returncode == 4
    assert {head["authorization"] for head in stub.headers} == {f"Bearer {KEY}"}
    assert "key: from the variable MY_KEY" in done.stderr
    assert "quota of [key] used up" in done.stderr
    with zipfile.ZipFile(tmp_path / "a.zip") as packet:
        held = [packet.read(name) for name in packet.namelist()]
    written = [(tmp_path / name).read_bytes() for name in out[:-1]]
    assert all(KEY.encode() not in each for each in (*held, *written, done.stderr.encode(), done.stdout.encode()))


def test_a_key_that_is_not_there_is_said_to_be(sayso: Run, stub: Stub) -> None:
    done = sayso(*BASE, *asking(stub), "--yes", SAYSO_ADJUDICATE_KEY_ENV="MY_KEY")
    assert done.returncode == 2
    assert "'MY_KEY'" in done.stderr
    assert stub.bodies == []


def test_a_server_that_fails_leaves_the_ledger_whole(sayso: Run, stub: Stub) -> None:
    """What was answered before stays; the problem says how far it came; the command ends with 4."""
    plain = Ledger.from_json(sayso(*BASE, "--json").stdout)
    stub.replies = [GOOD, fails(500, b"<html>no</html>")]
    done = sayso(*BASE, "--json", *asking(stub), "--yes")
    assert done.returncode == 4
    ledger = Ledger.from_json(done.stdout)
    assert len(ledger.suggestions) == 1
    assert replace(ledger, suggestions=(), problems=plain.problems) == plain
    (problem,) = [one for one in ledger.problems if one.code == "adjudicator"]
    assert "it answered 500" in problem.message
    assert "1 of 2 requests were answered" in problem.message
    assert "[adjudicator]" in done.stderr


def test_ctrl_c_keeps_what_is_there(stub: Stub, tmp_path: Path) -> None:
    """While an answer is waited for: the ledger is written with the suggestions that came before."""

    def silent(handler: Handler) -> None:
        time.sleep(30)
        handler.send(chat("late"))

    stub.replies = [GOOD, silent]
    process, ours = _terminal(tmp_path, *BASE, *asking(stub), "-o", "out.json")
    _until(ours, lambda text: "send? [y/N]" in text)
    os.write(ours, b"y\n")
    end = time.monotonic() + 60
    while len(stub.bodies) < 2 and time.monotonic() < end:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _until(ours, lambda _: False)
    assert process.wait(timeout=60) == 4
    os.close(ours)
    ledger = Ledger.from_json((tmp_path / "out.json").read_bytes())
    assert len(ledger.suggestions) == 1
    assert [one.message for one in ledger.problems if "stopped by hand; 1 of 2" in one.message]


def test_no_more_are_asked_than_may_be(sayso: Run, stub: Stub) -> None:
    done = sayso(*BASE, *asking(stub), "--adjudicate-most", "1", "--yes")
    assert len(stub.bodies) == 1
    assert "1 more are left out" in done.stderr
    sayso(*BASE, *asking(stub), "--yes", SAYSO_ADJUDICATE_MOST="1")
    assert len(stub.bodies) == 2


def test_fields_that_a_server_does_not_know_can_be_left_out(sayso: Run, stub: Stub, tmp_path: Path) -> None:
    (tmp_path / "sayso.toml").write_text('adjudicate_omit = ["seed", "temperature"]\n', encoding="utf-8")
    sayso(*BASE, *asking(stub), "--yes")
    assert not {"seed", "temperature"} & set(json.loads(stub.bodies[0]))
    done = sayso(*BASE, *asking(stub), "--yes", SAYSO_ADJUDICATE_OMIT="messages")
    assert done.returncode == 2
    assert "messages" in done.stderr


def test_the_same_payload_is_asked_once(stub: Stub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two traces of one claim and passage have two suggestions of one answer."""
    monkeypatch.chdir(tmp_path)
    assert main([*BASE, "-q", "-o", "out.json"]) == 0
    ledger = Ledger.from_json((tmp_path / "out.json").read_bytes())
    first = next(trace for trace in ledger.traces if trace.abstained)
    twice = replace(ledger, traces=(first, replace(first, id="t99")))
    asked = adjudicate.find_adjudicator(_options(stub), {}, {})
    assert asked is not None
    found = adjudicate.adjudicated(twice, asked, quiet=True)
    assert len(stub.bodies) == 1
    assert [one.trace for one in found.suggestions] == [first.id, "t99"]
    assert len({one.id for one in found.suggestions}) == 2


def _options(stub: Stub) -> Any:
    from sayso.cli import parser

    return parser().parse_args([*BASE, *asking(stub), "--yes"])


def test_where_nothing_abstains_nothing_is_asked(sayso: Run, stub: Stub) -> None:
    done = sayso("check", "article.txt", *asking(stub), "--yes")
    assert done.returncode == 0
    assert "not asked" in done.stderr
    assert stub.bodies == []


@pytest.mark.parametrize(
    "text", ["adjudicate_most = true", 'adjudicate_most = "5"', "adjudicate = 5", 'adjudicate_omit = "seed"']
)
def test_settings_of_another_kind_are_errors(sayso: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "sayso.toml").write_text(text + "\n", encoding="utf-8")
    assert sayso(*BASE).returncode == 2
