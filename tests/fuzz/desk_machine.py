"""The whole desk beside its model: what the store's own machine does, and backups, restoring, undoing, and who may come in."""

from __future__ import annotations

import tempfile
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule
from tests.store.test_desk import NOW
from tests.store.test_desk_model import DeskMachine

from sayso.model import Note, Problem, Undo, UsageError
from sayso.review import live
from sayso.store.desk import Account, Role, backup, open_desk, restore
from sayso.store.desk.accounts import Accounts
from sayso.store.desk.passwords import Cost

#: What a hash costs here: nothing is secret, and each would take a fifth of a second.
CHEAP = Cost(4, 8, 1)
PEOPLE = st.sampled_from(["Ann", "ben", "Añn 𝄞", "' OR 1=1 --"])
WORDS = st.sampled_from(["a long enough password", "another long password", "пароль достаточно длинный"])
ROLES: Any = st.sampled_from(["reader", "reviewer", "editor"])


class Machine(DeskMachine):
    """A desk, its events, and its accounts (name, role, password, shut) by the name in small letters."""

    steps = 0

    @initialize()
    def open(self) -> None:
        """Begin with an empty desk in a folder of its own."""
        self.folder = tempfile.TemporaryDirectory(prefix="sayso-fuzz-")
        names = (str(Path(self.folder.name) / f"{number}.sayso") for number in count())
        type(self).fresh = staticmethod(lambda: next(names))
        super().open()
        self.accounts: dict[str, tuple[str, Role, str, bool]] = {}
        self._reopened()

    def teardown(self) -> None:
        """End with a whole one, and clear away."""
        super().teardown()
        if hasattr(self, "folder"):
            self.folder.cleanup()

    def _reopened(self) -> None:
        self.desk.accounts = Accounts(self.desk.engine, CHEAP)

    @rule()
    def come_back(self) -> None:
        """Close and open."""
        super().come_back()
        self._reopened()

    @rule()
    def copy_and_go_on_from_the_copy(self) -> None:
        """A backup is whole, and a desk that is restored of it is the desk."""
        copy, made = type(self).fresh(), type(self).fresh()
        assert backup(self.desk, Path(copy)) == []
        restore(Path(copy), made)
        with pytest.raises(UsageError):
            restore(Path(copy), made)
        self.desk.close()
        self.where, self.desk = made, open_desk(made)
        self._reopened()

    @precondition(lambda self: self.documents)
    @rule(data=st.data(), who=st.sampled_from(["ann", "ben"]))
    def undo(self, data: st.DataObject, who: str) -> None:
        """An undo is an act of its own: what it takes back stays where it was."""
        key = self.key(data)
        mine = [seq for seq, (one, _, act) in enumerate(self.events, 1) if one == key and isinstance(act, Note | Undo)]
        if not mine:
            return
        act = Undo(event=data.draw(st.sampled_from(mine)))
        self.desk.append(key, [act], who=who, when=NOW, seen=len(self.events))
        self.events.append((key, who, act))
        held = {event.seq for event in live(self.desk.events(key))}
        assert act.event not in held

    @precondition(lambda self: self.documents)
    @rule(data=st.data())
    def twice_under_one_name(self, data: st.DataObject) -> None:
        """Acts that come twice, as their answer was not heard, are kept once."""
        key, acts = self.key(data), [Note(target=None, text="once")]
        name = f"batch-{len(self.events)}"
        first = self.desk.append(key, acts, who="ann", when=NOW, seen=0, batch=name)
        assert self.desk.append(key, acts, who="ann", when=NOW, seen=0, batch=name) == first
        self.events += [(key, "ann", act) for act in acts]

    @rule(name=PEOPLE, word=WORDS, role=ROLES)
    def add_account(self, name: str, word: str, role: Role) -> None:
        """A name is taken once, whatever its case."""
        if name.casefold() in self.accounts:
            with pytest.raises(UsageError):
                self.desk.accounts.add(name.upper(), word, role, now=NOW)
            return
        self.desk.accounts.add(name, word, role, now=NOW)
        self.accounts[name.casefold()] = (name, role, word, False)

    @rule(name=PEOPLE, role=ROLES, shut=st.booleans())
    def change_account(self, name: str, role: Role, *, shut: bool) -> None:
        """Roles change and accounts are shut, but one editor is left who can come in."""
        held = self.accounts.get(name.casefold())
        if held is None:
            with pytest.raises(UsageError):
                self.desk.accounts.set_role(name, role)
            return
        fresh = (held[0], role, held[2], shut)
        for wanted in ((held[0], role, held[2], held[3]), fresh):
            others = [one for key, one in self.accounts.items() if key != name.casefold()]
            was_last = (
                held[1] == "editor" and not held[3] and not any(one[1] == "editor" and not one[3] for one in others)
            )
            change = (
                (lambda: self.desk.accounts.set_role(name, role))
                if wanted is not fresh
                else self._shut(name, shut=shut)
            )
            if was_last and (wanted[1] != "editor" or wanted[3]):
                with pytest.raises(UsageError):
                    change()
                return
            change()
            held = self.accounts[name.casefold()] = wanted

    def _shut(self, name: str, *, shut: bool) -> Any:
        deed = self.desk.accounts.disable if shut else self.desk.accounts.enable
        return lambda: deed(name)

    @rule(name=PEOPLE, word=WORDS)
    def sign_in(self, name: str, word: str) -> None:
        """Only who has an account that is open, and its password, comes in; a few wrong tries lock the right one out, too."""
        told = self.desk.accounts.check(name, word, NOW)
        held = self.accounts.get(name.casefold())
        if isinstance(told, Account):
            assert held is not None
            assert (told.name, told.role, word, told.disabled) == (held[0], held[1], held[2], False)
            token = self.desk.accounts.open_session(name, NOW)
            assert self.desk.accounts.session(token, NOW) == told
            self.desk.accounts.close_session(token)
            assert self.desk.accounts.session(token, NOW) is None
            return
        assert isinstance(told, Problem)
        right = held is not None and held[2] == word and not held[3]
        assert told.code == "locked" if right else told.code in {"locked", "sign-in"}

    @invariant()
    def accounts_are_those_of_the_model(self) -> None:
        """Who is listed, as what."""
        type(self).steps += 1
        if not hasattr(self, "accounts"):
            return
        told = sorted((one.name, one.role, one.disabled) for one in self.desk.accounts.list())
        assert told == sorted((name, role, shut) for name, role, _, shut in self.accounts.values())
