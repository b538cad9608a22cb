"""A desk in PostgreSQL: addresses, TLS, connections that break, and servers that say no."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from tests.conftest import PASSWORD, Server

from sayso.model import Note, UsageError
from sayso.store.desk import Desk, open_desk
from sayso.store.desk.address import read_address
from sayso.store.desk.engine import LostError, Transaction, changed
from sayso.store.desk.pool import Connected

from .test_desk import NOW, ledger

HOME = {"HOME": "/nowhere"}


def problem(where: str) -> tuple[str, str]:
    """The code of what opening a desk raises, and everything that it says."""
    with pytest.raises(UsageError) as error:
        open_desk(where).close()
    told = f"{error.value.problem} {error.value!r} {error.value.__cause__!r}"
    assert PASSWORD not in told
    return error.value.problem.code, told


# Addresses


def test_an_address_is_read_as_libpq_reads_it() -> None:
    address = read_address("postgresql://ann:p%40ss%2F@db.example.org:6000/desk?sslmode=require&schema=news", HOME)
    assert (address.host, address.port, address.user, address.database) == ("db.example.org", 6000, "ann", "desk")
    assert (address.password, address.sslmode, address.schema) == ("p@ss/", "require", "news")
    assert address.name == "postgresql://ann@db.example.org:6000/desk?schema=news"
    assert "p@ss/" not in repr(address)


def test_what_an_address_leaves_out_comes_from_the_environment() -> None:
    told = {**HOME, "PGHOST": "/run/Postgres", "PGPORT": "5433", "PGUSER": "ben", "PGDATABASE": "d", "PGPASSWORD": "x"}
    address = read_address("postgresql://", told)
    assert (address.socket, address.user, address.password) == ("/run/Postgres/.s.PGSQL.5433", "ben", "x")
    assert read_address("postgres://%2Frun%2FPg/d", told).host == "/run/Pg"
    assert read_address("postgresql:///d?host=/run/Pg", told).name == "postgresql://ben@/d?host=/run/Pg"


def test_a_server_elsewhere_must_show_a_certificate_unless_it_is_said_otherwise() -> None:
    assert read_address("postgresql://a@db.example.org/d", HOME).sslmode == "verify-full"
    assert read_address("postgresql://a@localhost/d", HOME).sslmode == "prefer"
    assert read_address("postgresql://a@db.example.org/d", {**HOME, "PGSSLMODE": "require"}).sslmode == "require"


def test_the_password_file_is_read_as_libpq_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "pass"
    path.write_text("# a line\nother:*:*:*:no\nlocalhost:5432:d\\:e:ann:a\\:b\\\\c\n*:*:*:ben:\nlocalhost:*:*:*:last\n")
    path.chmod(0o600)
    told = {"PGPASSFILE": str(path)}
    assert read_address("postgresql://ann@localhost/d%3Ae", told).password == "a:b\\c"  # noqa: S105
    assert read_address("postgresql://ben@localhost/d", told).password == ""
    assert read_address("postgresql://eve@/d?host=/run/pg", told).password == "last"  # noqa: S105
    assert read_address("postgresql://eve@elsewhere/d", told).password == ""


@pytest.mark.skipif(os.name != "posix", reason="rights of files are those of POSIX")
def test_a_password_file_that_others_may_read_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "pass"
    path.write_text("*:*:*:*:secret\n")
    path.chmod(0o644)
    assert read_address("postgresql://ann@localhost/d", {"PGPASSFILE": str(path)}).password == ""


@pytest.mark.parametrize(
    "where",
    [
        "postgresql://ann:geheim#1@host/d",
        "postgresql:/ann:geheim@host/d",
        "POSTGRES:ann:geheim@host",
        "postgresql://ann:12/geheim@host/d",
        "postgresql://ann:12?geheim@host/d",
        "postgresql://ann:geheim@host:port/d",
        "postgresql://ann:geheim@[::1/d",
        "postgresql://ann@host/d?password=geheim",
        "postgresql://ann:geheim@host/d?sslmode=perhaps",
        "postgresql://ann:geheim@host/d?schema=geheim;DROP",
        "postgresql://ann:geheim@host:99999/d",
    ],
)
def test_an_address_that_cannot_be_read_is_not_repeated(where: str) -> None:
    with pytest.raises(UsageError) as error:
        open_desk(where)
    assert error.value.problem.code == "usage"
    assert "geheim" not in f"{error.value.problem}{error.value!r}{error.value.__cause__!r}"


# Servers


def test_a_wrong_password_a_missing_database_and_a_closed_port_say_the_mend(postgres: Server) -> None:
    good = postgres.address()
    code, told = problem(good.replace("geheim", "falsch"))
    assert code == "refused"
    assert "PGPASSWORD" in told
    assert problem(good.replace("/postgres?", "/nowhere?"))[0] == "missing"
    assert problem(good.replace(f":{postgres.port}/", ":1/"))[0] == "unreachable"
    assert problem(f"postgresql://sayso@localhost:{postgres.port}/postgres")[0] == "refused"


def test_the_password_may_come_from_the_environment_and_stands_in_no_name(
    postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    with open_desk(f"postgresql://sayso@localhost:{postgres.port}/postgres?schema=by_environment") as desk:
        assert desk.name == f"postgresql://sayso@localhost:{postgres.port}/postgres?schema=by_environment"
        assert desk.head == 0


def test_the_certificate_is_checked_as_asked(postgres: Server) -> None:
    roots = {"sslrootcert": str(postgres.certificate)}
    code, told = problem(postgres.address(sslmode="verify-full"))
    assert code == "unreachable"
    assert "sslrootcert" in told
    assert problem(postgres.address(host="127.0.0.1", sslmode="verify-full", **roots))[0] == "unreachable"
    assert problem(postgres.address(sslmode="verify-full", sslrootcert="/nowhere.pem"))[0] == "unreadable"
    used = "SELECT ssl::text FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
    for asked, wanted in (
        ({"sslmode": "verify-full", **roots}, "true"),
        ({"sslmode": "verify-ca", "host": "127.0.0.1", **roots}, "true"),
        ({"sslmode": "require"}, "true"),
        ({"sslmode": "prefer"}, "true"),
        ({"sslmode": "disable"}, "false"),
    ):
        with open_desk(postgres.address(**asked)) as desk:
            assert desk.engine.read(used) == [(wanted,)]


def test_a_unix_socket_will_do(postgres: Server) -> None:
    with open_desk(postgres.address(host=quote(str(postgres.folder), safe=""))) as desk:
        assert desk.head == 0
        assert desk.engine.read("SELECT inet_client_addr() IS NULL") == [(True,)]


def test_other_tables_newer_ones_and_other_encodings_are_refused(postgres: Server) -> None:
    with open_desk(postgres.address(schema="known")) as desk, desk.engine.write() as change:
        change.run('CREATE SCHEMA "other"')
        change.run('CREATE TABLE "other".thing (one INTEGER)')
        change.run("UPDATE desk_version SET version = 99")
    assert problem(postgres.address(schema="other"))[0] == "not-an-index"
    code, told = problem(postgres.address(schema="known"))
    assert (code, "newer" in told) == ("changed-index", True)


def test_a_name_without_rights_is_told_so(postgres: Server) -> None:
    with open_desk(postgres.address()) as desk, desk.engine.write() as change:
        change.run("CREATE ROLE guest LOGIN PASSWORD 'guest'")
    assert problem(f"postgresql://guest:guest@localhost:{postgres.port}/postgres?schema=guests")[0] == "refused"


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pg8000.native", None)
    code, told = problem("postgresql://ann@localhost/d")
    assert code == "usage"
    assert "pip install 'sayso[team]'" in told


def test_many_who_come_first_make_one_desk(postgres: Server) -> None:
    where = postgres.address()

    def opened(_: int) -> str:
        with open_desk(where) as desk:
            return str(desk.engine.read("SELECT id FROM desk")[0][0])

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(opened, range(8)))) == 1


# Connections that break


@pytest.fixture
def shared(postgres: Server) -> Iterator[tuple[Desk, str]]:
    """A desk with a document, and the document's key."""
    with open_desk(postgres.address()) as desk:
        yield desk, desk.put(ledger(), who="ann", when=NOW).key


def cut(desk: Desk, postgres: Server) -> None:
    """End all of a desk's connections from the server's side."""
    schema = desk.name.rpartition("schema=")[2]
    with open_desk(postgres.address(schema="cutter")) as other:
        other.engine.read(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND query <> ''"
            " AND application_name = 'sayso' AND ? <> ''",
            (schema,),
        )


def note(text: str) -> list[Note]:
    return [Note(target=None, text=text)]


def test_a_connection_that_was_lost_is_made_again(shared: tuple[Desk, str], postgres: Server) -> None:
    desk, key = shared
    cut(desk, postgres)
    assert desk.head == 1
    cut(desk, postgres)
    assert [event.seq for event in desk.append(key, note("a"), who="ann", when=NOW, seen=1)] == [2]
    assert desk.verify() == []


def test_a_change_whose_connection_is_lost_midway_is_made_once(shared: tuple[Desk, str], postgres: Server) -> None:
    desk, _ = shared
    times = []

    def change(transaction: Transaction) -> None:
        transaction.run("UPDATE document SET added = added || 'x'")
        times.append(1)
        if len(times) == 1:
            cut(desk, postgres)
        transaction.run("UPDATE document SET added = added || 'y'")

    changed(desk.engine, change)
    assert len(times) == 2
    assert desk.documents()[0].added == NOW + "xy"


def test_a_change_in_the_engine_whose_connection_is_lost_leaves_nothing(
    shared: tuple[Desk, str], postgres: Server
) -> None:
    desk, _ = shared

    def change() -> None:
        with desk.engine.write() as change:
            change.run("UPDATE desk SET head = 99")
            cut(desk, postgres)
            change.run("UPDATE desk SET head = 100")

    with pytest.raises(LostError):
        change()
    assert desk.head == 1


@pytest.mark.parametrize("sent", [True, False])
def test_a_commit_without_an_answer_is_looked_up_and_not_sent_again(
    shared: tuple[Desk, str], monkeypatch: pytest.MonkeyPatch, *, sent: bool
) -> None:
    """The answer to COMMIT is lost after the server had it, or before: the event is there once, either way."""
    desk, key = shared
    honest = Connected.plain
    lost: list[int] = []

    def plain(self: Connected, sql: str) -> Any:
        if sql != "COMMIT" or lost:
            return honest(self, sql)
        lost.append(1)
        if sent:
            honest(self, sql)
        self._connection._usock.shutdown(2)
        return honest(self, "SELECT 1")

    monkeypatch.setattr(Connected, "plain", plain)
    assert [event.seq for event in desk.append(key, note("once"), who="ann", when=NOW, seen=1)] == [2]
    assert [event.act for event in desk.events(key)][1:] == note("once")
    assert desk.verify() == []


def test_a_commit_that_nobody_can_tell_of_is_told_as_that(
    shared: tuple[Desk, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, key = shared
    honest = Connected.plain

    def plain(self: Connected, sql: str) -> Any:
        if sql == "COMMIT":
            self._connection._usock.shutdown(2)
            monkeypatch.setattr("sayso.store.desk.pool._connected", _unreachable)
        return honest(self, sql)

    def _unreachable(_: object) -> None:
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(Connected, "plain", plain)
    with pytest.raises(UsageError) as error:
        desk.append(key, note("perhaps"), who="ann", when=NOW, seen=1)
    assert not isinstance(error.value, LostError)
    assert "not known" in error.value.problem.message
    monkeypatch.undo()
    assert desk.head == 1


def test_a_server_that_loses_its_power_keeps_what_it_had_acknowledged(
    shared: tuple[Desk, str], postgres: Server
) -> None:
    desk, key = shared
    kept = [event.seq for text in "abc" for event in desk.append(key, note(text), who="ann", when=NOW, seen=1)]
    postgres.stop(signal.SIGQUIT)
    with pytest.raises(UsageError) as error:
        _ = desk.head
    assert error.value.problem.code == "unreachable"
    postgres.start()
    assert [event.seq for event in desk.events(key)] == [1, *kept]
    assert desk.append(key, note("d"), who="ann", when=NOW, seen=1)[0].seq == 5
    assert desk.verify() == []


def test_a_write_that_waits_too_long_for_another_says_so(
    shared: tuple[Desk, str], postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.store.desk.pool.PATIENCE", 1)
    desk, key = shared
    schema = desk.name.rpartition("schema=")[2]
    with open_desk(postgres.address(schema=schema)) as other, desk.engine.write():
        with pytest.raises(UsageError) as error:
            other.append(key, note("late"), who="ben", when=NOW, seen=1)
        assert error.value.problem.code == "busy"
    assert desk.head == 1
