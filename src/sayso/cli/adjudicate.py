"""Asking a model server about findings that abstain: only where a person named one, and after showing what is to be sent."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sayso.model.problem import Problem, UnreadableError, UsageError

from .console import progress, tell

if TYPE_CHECKING:
    from sayso.model import Ledger, Suggestion, Trace
    from sayso.net import ChatAnswer, ChatServer
    from sayso.pipeline import Progress

_YES = frozenset(("y", "yes"))
_NAMES = ("adjudicate", "adjudicate_model", "adjudicate_most", "adjudicate_http")


@dataclass(frozen=True, slots=True)
class Adjudicator:
    """Who is asked, how, and whether a person has agreed already. `key_env` is the name of the key's variable."""

    server: ChatServer
    model: str
    most: int
    omit: tuple[str, ...] = ()
    key_env: str = ""
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class _Request:
    """One payload, and the traces that it is about: the same is asked once."""

    payload: bytes
    traces: tuple[Trace, ...]


def find_adjudicator(
    options: argparse.Namespace, settings: Mapping[str, Any], environment: Mapping[str, str]
) -> Adjudicator | None:
    """The model server that is to be asked, from flags and settings; None where none is named. Nothing is sent.

    Raises UsageError for what cannot be asked, and where nobody can agree: there is no terminal and no --yes.
    """
    named = {name: getattr(options, name) for name in _NAMES if getattr(options, name) is not None}
    chosen = {**settings, **named}
    if not chosen.get("adjudicate"):
        return None
    from sayso.net import chat_server
    from sayso.trace import MOST

    key_env = chosen.get("adjudicate_key_env") or ""
    key, plain = _key(key_env, environment), bool(chosen.get("adjudicate_http"))
    return Adjudicator(
        server=chat_server(chosen["adjudicate"], key, plain=plain),
        model=_model(chosen.get("adjudicate_model")),
        most=_most(chosen.get("adjudicate_most", MOST)),
        omit=_omit(chosen.get("adjudicate_omit") or ()),
        key_env=key_env,
        agreed=_agreed(options, named=options.adjudicate is not None or "SAYSO_ADJUDICATE" in environment),
    )


def _key(name: str, environment: Mapping[str, str]) -> str | None:
    if not name:
        return None
    key = environment.get(name, "").strip()
    if not key:
        message = f"the variable {name!r}, which adjudicate_key_env names, is not set"
        raise UsageError("usage", message, "put the model server's key into it, or take the setting out")
    return key


def _model(name: str | None) -> str:
    if not name:
        hint = "name it with --adjudicate-model, as the server calls it"
        raise UsageError("usage", "which model is to be asked?", hint)
    return name


def _most(number: int) -> int:
    if number < 1:
        raise UsageError("usage", f"--adjudicate-most takes no {number}", "it takes a whole number from 1 on")
    return number


def _omit(names: Sequence[str]) -> tuple[str, ...]:
    from sayso.trace import FIELDS

    unknown = next((name for name in names if name not in FIELDS), None)
    if unknown is not None:
        raise UsageError("usage", f"adjudicate_omit takes no {unknown!r}", f"it takes {', '.join(FIELDS)}")
    return tuple(names)


def _agreed(options: argparse.Namespace, *, named: bool) -> bool:
    """Whether --yes holds: not for a server that only a file names, which may have come with somebody's folder."""
    terminal = sys.stdin.isatty() and sys.stderr.isatty()
    if options.yes and named:
        return True
    if terminal:
        return False
    if options.yes:
        hint = "name the server with --adjudicate or SAYSO_ADJUDICATE too"
        raise UsageError("usage", "--yes does not hold for a model server that only a file names", hint)
    message = "there is no terminal to show what is to be sent to the model server, and to ask whether it may be"
    raise UsageError("usage", message, "say --yes to agree, or --adjudicate '' to ask no server")


def adjudicated(ledger: Ledger, asked: Adjudicator, *, quiet: bool) -> Ledger:
    """The ledger with what the model suggests; the findings stay as they are.

    What is to be sent is shown first. Where the server fails, or a person stops it, the suggestions that are there stay,
    and a problem says so.
    """
    from msgspec.structs import replace

    requests = _requests(ledger, asked)
    if not requests:
        tell("no finding abstains on a passage: the model server is not asked")
        return ledger
    _show(ledger, requests, asked)
    if not (asked.agreed or _ask_person()):
        tell("nothing was sent")
        return ledger
    with progress(quiet=quiet) as report:
        found, problem = _ask_all(requests, asked, report)
    order = {trace.id: number for number, trace in enumerate(ledger.traces)}
    suggestions = tuple(sorted(found, key=lambda one: order[one.trace]))
    return replace(ledger, suggestions=suggestions, problems=(*ledger.problems, *((problem,) if problem else ())))


def _requests(ledger: Ledger, asked: Adjudicator) -> list[_Request]:
    from sayso.trace import find_questions, payload_of

    traces = {trace.id: trace for trace in ledger.traces}
    held: dict[bytes, tuple[Trace, ...]] = {}
    for question in find_questions(ledger, asked.most):
        payload = payload_of(question, asked.model, asked.omit)
        held[payload] = (*held.get(payload, ()), traces[question.trace])
    return [_Request(payload, about) for payload, about in held.items()]


def _show(ledger: Ledger, requests: Sequence[_Request], asked: Adjudicator) -> None:
    """What is to be sent, and where: the first payload in full, exactly as its bytes are, and the sizes of the others."""
    from sayso.render.words import count
    from sayso.trace import find_abstained

    first, *others = requests
    all_bytes = sum(len(one.payload) for one in requests)
    here, abstained = sum(len(one.traces) for one in requests), len(find_abstained(ledger))
    left = f"; {abstained - here} more are left out (--adjudicate-most)" if abstained > here else ""
    tell(f"to be sent to {asked.server.target.scheme}://{asked.server.host}, model {asked.model}:")
    tell(
        f"{count(len(requests), 'request')}, {all_bytes:,} bytes in all, about {count(here, 'finding')} that abstain{left}"
    )
    tell(f"key: from the variable {asked.key_env}" if asked.key_env else "key: none")
    tell(f"the first request in full, {len(first.payload):,} bytes:")
    sys.stderr.write(first.payload.decode() + "\n")
    if others:
        tell(f"the others, alike, in bytes: {', '.join(f'{len(one.payload):,}' for one in others)}")
    sys.stderr.flush()


def _ask_person() -> bool:
    sys.stderr.write("send? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in _YES


def _ask_all(
    requests: Sequence[_Request], asked: Adjudicator, report: Progress
) -> tuple[list[Suggestion], Problem | None]:
    """Ask one after the other; the first failure, or Ctrl-C, ends it."""
    from sayso.net import send_chat

    found: list[Suggestion] = []
    done, total = 0, len(requests)
    try:
        for done, request in enumerate(requests):
            report(f"asking {asked.model} at {asked.server.host}", done, total)
            found += _suggestions(request, send_chat(asked.server, request.payload), asked)
    except UnreadableError as error:
        return found, _failed(asked, error.problem.message, error.problem.hint, done, total)
    except KeyboardInterrupt:
        return found, _failed(asked, "stopped by hand", "run it again for the rest", done, total)
    return found, None


def _suggestions(request: _Request, answer: ChatAnswer, asked: Adjudicator) -> list[Suggestion]:
    from sayso.trace import Asked, hash_of, suggest

    of = Asked(asked.server.host, asked.model, hash_of(request.payload))
    return [suggest(trace, of, answer.text, reported=answer.model, ended=answer.ended) for trace in request.traces]


def _failed(asked: Adjudicator, message: str, hint: str, done: int, total: int) -> Problem:
    text = f"model server {asked.server.host}: {message}; {done} of {total} requests were answered"
    return Problem(code="adjudicator", message=text, hint=hint)
