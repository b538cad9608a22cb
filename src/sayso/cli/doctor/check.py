"""What a check finds: a state, what was seen, and the mend."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from sayso.model import SaysoError
from sayso.model.span import Entry

#: Works; works, but look at it; does not work; not installed, which is nobody's fault.
State = Literal["works", "warning", "broken", "absent"]


class Finding(Entry, frozen=True, kw_only=True):
    """What one check found."""

    name: str
    state: State
    told: str
    hint: str = ""


class Seen(Entry, frozen=True, kw_only=True):
    """What a check says; its name is given to it."""

    state: State
    told: str
    hint: str = ""


Check = Callable[[], Iterable[Seen]]
_FAULT = "install Sayso again: pip install --force-reinstall sayso; if that does not help, report it with this line"


def works(told: str) -> Seen:
    """All is well."""
    return Seen(state="works", told=told)


def warning(told: str, hint: str) -> Seen:
    """It works, but look at it."""
    return Seen(state="warning", told=told, hint=hint)


def broken(told: str, hint: str) -> Seen:
    """It does not work."""
    return Seen(state="broken", told=told, hint=hint)


def absent(told: str, hint: str) -> Seen:
    """It is not installed, and need not be."""
    return Seen(state="absent", told=told, hint=hint)


def tried(name: str, check: Check) -> Iterator[Finding]:
    """What a check finds, and as broken whatever it stumbles over: a doctor never fails."""
    try:
        for seen in check():
            yield Finding(name=name, state=seen.state, told=seen.told, hint=seen.hint)
    except SaysoError as error:
        yield Finding(name=name, state="broken", told=error.problem.message, hint=error.problem.hint or _FAULT)
    except Exception as error:  # noqa: BLE001  a doctor reports whatever is wrong
        yield Finding(name=name, state="broken", told=f"{type(error).__name__}: {error}", hint=_FAULT)
