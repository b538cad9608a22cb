"""Accounts: who may come, how wrong passwords are slowed down, and when a session ends."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from statistics import median

import pytest

from sayso.model import Problem, UsageError
from sayso.store.desk import Account, Accounts, Desk, open_desk
from sayso.store.desk.passwords import COST, Cost, hashed, matches

START = datetime(2026, 11, 28, 12, tzinfo=UTC)
GOOD, OTHER = "three slow green boats", "two quick red bicycles"
LIGHT = Cost(4, 8, 1)


def at(minutes: float = 0) -> str:
    """The time so many minutes after the start."""
    return f"{START + timedelta(minutes=minutes):%Y-%m-%dT%H:%M:%SZ}"


@pytest.fixture
def accounts(desk: Desk) -> Accounts:
    """The accounts of a desk, with Ann who edits; hashes cost little."""
    accounts = Accounts(desk.engine, LIGHT)
    accounts.add("Ann", GOOD, "editor", now=at())
    return accounts


def told(answer: Account | Problem) -> str:
    """The code of a refusal."""
    assert isinstance(answer, Problem)
    return answer.code


# Passwords


def test_a_password_fits_its_own_record_alone() -> None:
    record = hashed(GOOD)
    assert record.startswith(f"scrypt:{COST.log_n}:{COST.r}:{COST.p}:")
    assert matches(GOOD, record)
    assert not matches(OTHER, record)
    assert hashed(GOOD, LIGHT) != hashed(GOOD, LIGHT)


@pytest.mark.parametrize(
    "record", ["", "scrypt:4:8:1::", "scrypt:60:8:1:AAAA:AAAA", "plain:" + GOOD, "scrypt:4:8:1:*:*"]
)
def test_a_record_that_is_none_fits_nothing(record: str) -> None:
    assert not matches(GOOD, record)
    assert not matches("", record)


def test_letters_written_in_two_ways_are_one_password() -> None:
    assert matches("cafe\u0301 au lait bitte", hashed("café au lait bitte", LIGHT))


@pytest.mark.parametrize("password", ["", "elevensigns", "x" * 1025])
def test_passwords_too_short_or_too_long_are_refused(accounts: Accounts, password: str) -> None:
    with pytest.raises(UsageError):
        accounts.add("Ben", password, "reader", now=at())
    with pytest.raises(UsageError):
        accounts.set_password("Ann", password)


# Accounts


def test_accounts_are_made_listed_changed_and_kept(desk: Desk, accounts: Accounts) -> None:
    accounts.add(" Ben  the Reviewer ", OTHER, "reviewer", now=at(1))
    assert accounts.list() == (
        Account("Ann", "editor", at()),
        Account("Ben the Reviewer", "reviewer", at(1)),
    )
    assert accounts.set_role("ben the reviewer", "reader").role == "reader"
    assert desk.accounts.list()[1].role == "reader"
    assert desk.verify() == []


@pytest.mark.parametrize("name", ["ann", " ANN ", "Ａnn", "", "a\0b", "a\u202eb", "a\u200bb", "x" * 65, "half \ud800"])
def test_names_that_are_taken_or_cannot_be_seen_are_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(UsageError):
        accounts.add(name, OTHER, "reader", now=at())


def test_the_last_editor_stays_one(accounts: Accounts) -> None:
    accounts.add("Ben", OTHER, "reviewer", now=at())
    with pytest.raises(UsageError):
        accounts.set_role("Ann", "reader")
    with pytest.raises(UsageError):
        accounts.disable("Ann")
    accounts.set_role("Ben", "editor")
    assert accounts.disable("Ann").disabled
    with pytest.raises(UsageError):
        accounts.disable("Ben")


def test_what_is_not_there_is_told(accounts: Accounts) -> None:
    for change in (accounts.disable, accounts.enable, lambda name: accounts.set_role(name, "reader")):
        with pytest.raises(UsageError) as error:
            change("Eve")
        assert error.value.problem.code == "missing"
    with pytest.raises(UsageError):
        accounts.set_role("Ann", "owner")  # type: ignore[arg-type]


def test_an_account_changed_behind_its_back_lets_nobody_in(desk: Desk, accounts: Accounts) -> None:
    accounts.add("Ben", OTHER, "reader", now=at())
    with desk.engine.write() as change:
        change.run("UPDATE account SET role = 'editor' WHERE name = 'Ben'")
    with pytest.raises(UsageError) as error:
        accounts.check("Ben", OTHER, at())
    assert error.value.problem.code == "changed-index"
    assert [problem.message for problem in desk.verify()] == ["the account Ben is not what was kept"]


# Signing in


def test_name_and_password_give_the_account(accounts: Accounts) -> None:
    assert accounts.check("ann", GOOD, at()) == Account("Ann", "editor", at())
    assert told(accounts.check("Ann", OTHER, at())) == "sign-in"
    assert told(accounts.check("Eve", GOOD, at())) == "sign-in"
    assert told(accounts.check("\ud800\0" * 500, GOOD, at())) == "sign-in"


def test_five_wrong_in_a_row_wait_and_twice_as_long_each_time(accounts: Accounts) -> None:
    minute, waits = 0.0, []
    for _ in range(9):
        answers = [told(accounts.check("Ann", OTHER, at(minute))) for _ in range(4)]
        assert answers == ["sign-in"] * 4
        last = accounts.check("Ann", OTHER, at(minute))
        assert isinstance(last, Problem)
        assert last.code == "locked"
        waits.append(int(last.message.split()[-4]))
        assert told(accounts.check("Ann", GOOD, at(minute + waits[-1] - 0.5))) == "locked"
        minute += waits[-1]
    assert waits == [15, 30, 60, 120, 240, 480, 960, 1440, 1440]
    assert isinstance(accounts.check("Ann", GOOD, at(minute)), Account)
    assert told(accounts.check("Ann", OTHER, at(minute))) == "sign-in"


def test_the_time_that_is_left_is_told(accounts: Accounts) -> None:
    for _ in range(5):
        accounts.check("Ann", OTHER, at())
    answer = accounts.check("Ann", GOOD, at(14.5))
    assert isinstance(answer, Problem)
    assert "a minute" in answer.message
    assert isinstance(accounts.check("Ann", GOOD, at(15)), Account)


def test_a_name_that_is_not_there_waits_like_one_that_is(accounts: Accounts) -> None:
    answers = [[accounts.check(name, OTHER, at()) for _ in range(7)] for name in ("Ann", "Nobody")]
    assert answers[0] == answers[1]


def test_a_right_password_ends_the_row_of_wrong_ones(accounts: Accounts) -> None:
    for _ in range(3):
        assert [told(accounts.check("Ann", OTHER, at())) for _ in range(4)] == ["sign-in"] * 4
        assert isinstance(accounts.check("Ann", GOOD, at()), Account)


@pytest.mark.usefixtures("accounts")
def test_many_tries_at_once_are_no_more_than_one_after_the_other(place: str) -> None:
    def attempt(_: int) -> str:
        with open_desk(place) as desk:
            return told(Accounts(desk.engine, LIGHT).check("Ann", OTHER, at()))

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(attempt, range(24)))
    assert answers.count("sign-in") == 4
    assert answers.count("locked") == 20


def test_names_that_were_tried_are_not_kept(desk: Desk, accounts: Accounts) -> None:
    accounts.check(GOOD, "Ann typed the password as her name", at())
    assert GOOD not in str(desk.engine.read("SELECT * FROM attempt"))
    accounts.check("Ann", OTHER, at(3 * 24 * 60))
    assert len(desk.engine.read("SELECT * FROM attempt")) == 1


def test_a_name_that_is_not_there_takes_as_long_as_one_that_is(desk: Desk) -> None:
    """Where it were known at once, names could be tried out: the medians of 9 are within 40 per cent."""
    accounts = Accounts(desk.engine, Cost(12, 8, 3))
    accounts.add("Ann", GOOD, "editor", now=at())
    spent: dict[str, list[float]] = {"Ann": [], "Eve": []}
    for turn in range(10):
        for name, times in spent.items():
            started = time.perf_counter()
            accounts.check(name, OTHER, at(turn * 24 * 60))
            times.append(time.perf_counter() - started)
    there, not_there = (median(times[1:]) for times in spent.values())
    assert 0.6 < there / not_there < 1 / 0.6


def test_an_older_cost_is_renewed_at_the_next_sign_in(desk: Desk, accounts: Accounts) -> None:
    dearer = Accounts(desk.engine, Cost(5, 8, 1))
    assert isinstance(dearer.check("Ann", GOOD, at()), Account)
    assert desk.engine.read("SELECT password FROM account")[0][0].startswith("scrypt:5:8:1:")
    assert isinstance(accounts.check("Ann", GOOD, at()), Account)
    assert told(accounts.check("Ann", OTHER, at())) == "sign-in"


# Sessions


def test_a_session_lasts_twelve_hours_after_its_last_use(accounts: Accounts) -> None:
    token = accounts.open_session("Ann", at())
    assert len(token) >= 43
    for hour in (11, 22, 33):
        account = accounts.session(token, at(hour * 60))
        assert account is not None
        assert account.name == "Ann"
    assert accounts.session(token, at((33 + 12) * 60)) is None
    assert accounts.session(token + "x", at()) is None
    assert accounts.session("", at()) is None


def test_the_token_is_not_kept(desk: Desk, accounts: Accounts) -> None:
    token = accounts.open_session("Ann", at())
    assert token not in str(desk.engine.read("SELECT * FROM session"))


def test_signing_out_ends_this_session_and_no_other(accounts: Accounts) -> None:
    one, other = accounts.open_session("Ann", at()), accounts.open_session("Ann", at())
    accounts.close_session(one)
    accounts.close_session(one)
    assert accounts.session(one, at()) is None
    assert accounts.session(other, at()) is not None


def test_a_new_password_and_a_shut_account_end_all_sessions(accounts: Accounts) -> None:
    accounts.add("Ben", OTHER, "editor", now=at())
    tokens = [accounts.open_session(name, at()) for name in ("Ann", "Ann", "Ben")]
    accounts.set_password("Ann", OTHER)
    assert [accounts.session(token, at()) is None for token in tokens] == [True, True, False]
    assert isinstance(accounts.check("Ann", OTHER, at()), Account)
    assert told(accounts.check("Ann", GOOD, at())) == "sign-in"
    accounts.disable("Ben")
    assert accounts.session(tokens[2], at()) is None
    assert told(accounts.check("Ben", OTHER, at())) == "sign-in"
    with pytest.raises(UsageError):
        accounts.open_session("Ben", at())
    accounts.enable("Ben")
    assert accounts.session(tokens[2], at()) is None
    assert isinstance(accounts.check("Ben", OTHER, at()), Account)


def test_a_new_role_counts_at_once(accounts: Accounts) -> None:
    accounts.add("Ben", OTHER, "reader", now=at())
    token = accounts.open_session("Ben", at())
    accounts.set_role("Ben", "reviewer")
    account = accounts.session(token, at())
    assert account is not None
    assert account.role == "reviewer"


def test_a_session_changed_behind_its_back_is_none(desk: Desk, accounts: Accounts) -> None:
    token = accounts.open_session("Ann", at())
    with desk.engine.write() as change:
        change.run("UPDATE session SET until = '9999-01-01T00:00:00Z'")
    assert accounts.session(token, at()) is None


def test_times_without_a_zone_are_refused(accounts: Accounts) -> None:
    for time_told in ("", "yesterday", "2026-11-28T14:00:00"):
        with pytest.raises(UsageError):
            accounts.check("Ann", GOOD, time_told)


def test_a_desk_of_the_first_version_gets_its_accounts(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A desk made before there were accounts takes the steps that are missing, and keeps what it has."""
    from sayso.store.desk import postgres, schema, sqlite

    for module in (postgres, sqlite):
        monkeypatch.setattr(module, "MIGRATIONS", schema.MIGRATIONS[:1])
    with open_desk(place) as desk, desk.engine.write() as change:
        change.run("UPDATE desk SET head = 7")
    monkeypatch.undo()
    with open_desk(place) as desk:
        assert desk.accounts.list() == ()
        assert desk.head == 7
