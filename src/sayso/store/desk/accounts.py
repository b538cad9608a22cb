"""Local accounts of a desk: who may come, as what, with which password; and the sessions of who did."""

from __future__ import annotations

import secrets
import unicodedata
from hashlib import blake2b
from typing import Any, Final, Literal, NamedTuple

from msgspec import Struct
from msgspec.json import encode

from sayso.model import Problem, UsageError

from .engine import Engine, Transaction, changed
from .passwords import COST, Cost, hashed, is_current, matches, nobody
from .records import broken, damaged, held
from .times import later, seconds_until

#: A reader reads; a reviewer judges, notes and edits too; an editor also rates, signs, sets the house and keeps accounts.
Role = Literal["reader", "reviewer", "editor"]
ROLES: Final[tuple[Role, ...]] = ("reader", "reviewer", "editor")

#: After so many wrong passwords in a row a name waits, the first time so long; each further time twice as long, to a day.
TRIES: Final = 5
WAIT: Final = 15 * 60
LONGEST_WAIT: Final = 24 * 60 * 60
#: A session ends so long after it was last used; it is written down again only when that has moved by `_STEP`.
SESSION: Final = 12 * 60 * 60
_STEP: Final = 10 * 60
_LONGEST_NAME: Final = 64
_ROW: Final = "name, folded, role, password, disabled, added"


class Account(Struct, frozen=True):
    """Someone who may come: the name, the role, when the account was made, and whether it is shut."""

    name: str
    role: Role
    added: str
    disabled: bool = False


class Came(NamedTuple):
    """Whose session it is, and whether its end was moved on just now."""

    account: Account
    moved: bool


class _Row(NamedTuple):
    """An account as it is kept."""

    name: str
    folded: str
    role: Role
    password: str
    disabled: int
    added: str

    @property
    def account(self) -> Account:
        return Account(self.name, self.role, self.added, bool(self.disabled))


class Accounts:
    """The accounts of one desk. Names are one another's whatever their case; times are given as texts in UTC."""

    def __init__(self, engine: Engine, cost: Cost = COST) -> None:
        """Work on an engine that is open; `cost` is what a password's hash costs."""
        self._engine = engine
        self._cost = cost

    def add(self, name: str, password: str, role: Role, *, now: str) -> Account:
        """Make an account; raises UsageError for a name that is taken or cannot be one, a weak password, another role."""
        name, record = _cleaned(name), hashed(password, self._cost)
        row = _Row(name, _folded(name), _role(role), record, 0, later(now, 0))

        def added(change: Transaction) -> Account:
            if _find(change, name) is not None:
                raise UsageError("usage", f"there is an account {name} already", "take another name")
            change.run(f"INSERT INTO account ({_ROW}, sum) VALUES (?, ?, ?, ?, ?, ?, ?)", (*row, _sum(row)))  # noqa: S608
            return row.account

        return changed(self._engine, added)

    def list(self) -> tuple[Account, ...]:
        """All accounts, in the order of their names."""
        rows = self._engine.read(f"SELECT {_ROW}, sum FROM account ORDER BY folded")  # noqa: S608
        return tuple(_whole(row).account for row in rows)

    def set_password(self, name: str, password: str) -> Account:
        """Set a password anew, which ends the account's sessions and its waiting."""
        record = hashed(password, self._cost)
        return self._set(name, password=record, ends=True)

    def set_role(self, name: str, role: Role) -> Account:
        """Give an account another role; raises UsageError where it is the last editor."""
        return self._set(name, role=_role(role))

    def disable(self, name: str) -> Account:
        """Shut an account and end its sessions; raises UsageError where it is the last editor."""
        return self._set(name, disabled=1, ends=True)

    def enable(self, name: str) -> Account:
        """Open an account again."""
        return self._set(name, disabled=0)

    def _set(self, name: str, *, ends: bool = False, **fields: Any) -> Account:
        def change_of(change: Transaction) -> Account:
            row = _found(change, name)
            fresh = row._replace(**fields)
            _keep_an_editor(change, row, fresh)
            _update(change, fresh)
            if ends:
                change.run("DELETE FROM session WHERE account = ?", (row.folded,))
                change.run("DELETE FROM attempt WHERE who = ?", (_hash(row.folded),))
            return fresh.account

        return changed(self._engine, change_of)

    # Signing in

    def check(self, name: str, password: str, now: str) -> Account | Problem:
        """The account of a name and its password, or why not: "sign-in" (wrong, or shut), "locked" (how long to wait).

        A name that is not there is told and timed as one that is. Each try is counted before the password is looked at,
        so that many at once do not have more tries than one after the other.
        """
        folded = _folded(_shortened(name))
        wait, counted = changed(self._engine, lambda change: _count(change, _hash(folded), now))
        if not counted:
            return _locked(wait)
        rows = self._engine.read(f"SELECT {_ROW}, sum FROM account WHERE folded = ?", (folded,))  # noqa: S608
        row = _whole(rows[0]) if rows else None
        if not matches(password, row.password if row else nobody(self._cost)) or row is None:
            return _locked(wait) if wait else Problem(code="sign-in", message="the name or the password is wrong")
        changed(self._engine, lambda change: change.run("DELETE FROM attempt WHERE who = ?", (_hash(folded),)))
        if row.disabled:
            return Problem(code="sign-in", message=f"the account {row.name} is shut", hint="ask an editor to open it")
        self._renew(row, password)
        return row.account

    def _renew(self, row: _Row, password: str) -> None:
        """Keep a password at today's cost, unless it was changed meanwhile."""
        if is_current(row.password, self._cost):
            return
        record = hashed(password, self._cost)

        def renewed(change: Transaction) -> None:
            now = _find(change, row.name)
            if now is not None and now.password == row.password:
                _update(change, now._replace(password=record))

        changed(self._engine, renewed)

    def open_session(self, name: str, now: str) -> str:
        """A new session's token, which is nowhere kept; raises UsageError where the account is not there or is shut."""
        token, until = secrets.token_urlsafe(32), later(now, SESSION)

        def opened(change: Transaction) -> str:
            row = _found(change, name)
            if row.disabled:
                raise UsageError("refused", f"the account {row.name} is shut", "open it first")
            change.run("DELETE FROM session WHERE until <= ?", (later(now, 0),))
            fields = (_hash(token), row.folded, until)
            change.run("INSERT INTO session (token, account, until, sum) VALUES (?, ?, ?, ?)", (*fields, _sum(fields)))
            return token

        return changed(self._engine, opened)

    def session(self, token: str, now: str) -> Account | None:
        """Whose session this is, which moves its end; None where there is none, it has ended, or the account is shut."""
        came = self.come(token, now)
        return came.account if came else None

    def come(self, token: str, now: str, *, used: bool = True) -> Came | None:
        """As `session`, and whether the session's end was moved; where it is not `used`, but looked at, it never is."""
        rows = self._engine.read("SELECT token, account, until, sum FROM session WHERE token = ?", (_hash(token),))
        if not rows or not _holds(rows[0]) or seconds_until(now, rows[0][2]) <= 0:
            return None
        folded, until = rows[0][1:3]
        found = self._engine.read(f"SELECT {_ROW}, sum FROM account WHERE folded = ?", (folded,))  # noqa: S608
        account = _whole(found[0]).account if found else None
        if account is None or account.disabled:
            return None
        moved = used and seconds_until(until, later(now, SESSION)) >= _STEP
        if moved:
            fields = (_hash(token), folded, later(now, SESSION))
            sql, values = "UPDATE session SET until = ?, sum = ? WHERE token = ?", (fields[2], _sum(fields), fields[0])
            changed(self._engine, lambda change: change.run(sql, values))
        return Came(account, moved)

    def close_session(self, token: str) -> None:
        """Sign out; a session that is not there does no harm."""
        changed(self._engine, lambda change: change.run("DELETE FROM session WHERE token = ?", (_hash(token),)))


def broken_accounts(moment: Transaction) -> list[Problem]:
    """A problem for each account that is not as it was kept."""
    told = "the account {} is not what was kept"
    rows = moment.rows(f"SELECT {_ROW}, sum FROM account ORDER BY folded")  # noqa: S608
    return [broken(told.format(row[0])) for row in rows if not _holds(row)]


def _count(change: Transaction, who: str, now: str) -> tuple[int, bool]:
    """Count a try: how many seconds the name must wait if it is wrong, and whether it counts, as none does while waiting."""
    change.run("DELETE FROM attempt WHERE until < ?", (later(now, -LONGEST_WAIT),))
    rows, what = change.rows("SELECT wrong, until FROM attempt WHERE who = ?", (who,)), "the count of tries"
    wrong, left = (held(rows[0][0], int, what), seconds_until(now, held(rows[0][1], str, what))) if rows else (0, 0)
    if left > 0:
        return left, False
    wrong += 1
    rounds, rest = divmod(wrong, TRIES)
    wait = 0 if rest else min(WAIT * 2 ** (rounds - 1), LONGEST_WAIT)
    change.run("DELETE FROM attempt WHERE who = ?", (who,))
    change.run("INSERT INTO attempt (who, wrong, until) VALUES (?, ?, ?)", (who, wrong, later(now, wait)))
    return wait, True


def _locked(seconds: int) -> Problem:
    minutes = -(-seconds // 60)
    left = f"{minutes} minutes" if minutes > 1 else "a minute"
    hint = "wait, or have an editor set a new password"
    return Problem(code="locked", message=f"too many wrong passwords: this name waits {left} from now", hint=hint)


def _find(change: Transaction, name: str) -> _Row | None:
    rows = change.rows(f"SELECT {_ROW}, sum FROM account WHERE folded = ?", (_folded(name),))  # noqa: S608
    return _whole(rows[0]) if rows else None


def _found(change: Transaction, name: str) -> _Row:
    row = _find(change, _shortened(name))
    if row is None:
        raise UsageError("missing", f"there is no account {_shortened(name)}", "see `sayso store accounts list`")
    return row


def _update(change: Transaction, row: _Row) -> None:
    sql = "UPDATE account SET role = ?, password = ?, disabled = ?, sum = ? WHERE folded = ?"
    change.run(sql, (row.role, row.password, row.disabled, _sum(row), row.folded))


def _keep_an_editor(change: Transaction, row: _Row, fresh: _Row) -> None:
    """Raises UsageError where a change would leave nobody who may keep accounts."""
    if (row.role, row.disabled) != ("editor", 0) or (fresh.role, fresh.disabled) == ("editor", 0):
        return
    sql = "SELECT 1 FROM account WHERE role = ? AND disabled = 0 AND folded <> ?"
    if not change.rows(sql, ("editor", row.folded)):
        raise UsageError("usage", f"{row.name} is the last editor", "make somebody else an editor first")


def _whole(row: tuple[object, ...]) -> _Row:
    """An account's row; raises UsageError where it is not as it was kept."""
    if not _holds(row):
        raise damaged(f"the account {row[0]}")
    return _Row(*row[:-1])  # type: ignore[arg-type]


def _holds(row: tuple[object, ...]) -> bool:
    """Whether a row is as it was kept: its last value is the sum of the others."""
    return row[-1] == _sum(row[:-1])


def _sum(fields: tuple[object, ...]) -> bytes:
    return blake2b(encode(tuple(fields)), digest_size=16, person=b"sayso.account/1").digest()


def _hash(text: str) -> str:
    """What stands for a token or a tried name, which are not kept themselves: a name may be a password in the wrong field."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=32).hexdigest()


def _role(role: str) -> Role:
    for known in ROLES:
        if role == known:
            return known
    raise UsageError("usage", f"there is no role {role}", f"there are {', '.join(ROLES)}")


def _cleaned(name: str) -> str:
    """A name as it is kept; raises UsageError for one that is empty, long, or holds what cannot be seen."""
    name = unicodedata.normalize("NFC", " ".join(name.split()))
    if not 1 <= len(name) <= _LONGEST_NAME or any(unicodedata.category(sign)[0] == "C" for sign in name):
        message = f"a name has 1 to {_LONGEST_NAME} characters, all of which can be seen"
        raise UsageError("usage", message, "take another name")
    return name


def _shortened(name: str) -> str:
    """A name that somebody typed, no longer than one can be."""
    plain = name[: 4 * _LONGEST_NAME].replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    return " ".join(plain.split())[: _LONGEST_NAME + 1]


def _folded(name: str) -> str:
    """What two names that are one share."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
