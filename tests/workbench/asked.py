"""Asks the workbench by its own description, as schemathesis makes requests of it: valid ones and wrong ones.

A page is asked for what is there as often as for what is not; nothing is read, as that is another process's work.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from typing import Any, Final
from unittest.mock import patch

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.specs.openapi.checks import ignored_auth, negative_data_rejection, positive_data_acceptance
from starlette.testclient import TestClient

from sayso.workbench.described import description

#: The address by which requests are made; what is asked is sent to the application itself, without a socket.
_BASE: Final = "http://127.0.0.1:8000"
#: Valid by the description is not yet meaningful: a claim that is named must be there, a signature needs a look. What an
#: address or a form brings and nobody knows is passed over. Who may ask is tried on every route, for every role, elsewhere.
_WITHOUT: Final = [negative_data_rejection, positive_data_acceptance, ignored_auth]
_ACCEPTED: Final = ("text/html,application/xhtml+xml", "application/json", "*/*")


def known(there: dict[str, list[str]]) -> dict[str, Any]:
    """The description, in which what an address names is one of what is given: by the name of the parameter."""
    told = copy.deepcopy(description())
    for path in told["paths"].values():
        for operation in path.values():
            for parameter in operation.get("parameters", ()):
                if parameter["name"] in there and parameter["in"] == "path":
                    parameter["schema"] = _one_of(there, parameter["name"])
    for name, schema in told["components"]["schemas"].items():
        if name.endswith("Order"):
            _narrow(schema["properties"], there)
    told["components"]["schemas"]["Orders"]["properties"]["seen"] = {"type": "integer", "minimum": -1, "maximum": 99}
    return told


def _one_of(there: dict[str, list[str]], name: str) -> dict[str, Any]:
    return {"type": "string", "enum": there[name]}


def _narrow(fields: dict[str, Any], there: dict[str, list[str]]) -> None:
    """An order is about what is there, too, and about places in the text."""
    claims = _one_of(there, "id")
    known_ones: dict[str, Any] = {
        "claim": claims,
        "trace": _one_of(there, "trace"),
        "ids": {"type": "array", "items": claims, "maxItems": 4},
        **{name: {"type": "integer", "minimum": -1, "maximum": 600} for name in ("start", "end", "at")},
    }
    fields.update({name: known_ones[name] for name in fields.keys() & known_ones.keys()})


@contextmanager
def nothing_is_read() -> Iterator[None]:
    """Readings wait for their turn, and streams of news end at once."""

    async def gone(_: object) -> bool:
        return True

    with (
        patch("sayso.workbench.jobs.Jobs._work", lambda _: None),
        patch("starlette.requests.Request.is_disconnected", gone),
    ):
        yield


class Asker:
    """Asks, counts by operation and status, and keeps what was found: in words, each once."""

    def __init__(self, client: TestClient, there: dict[str, list[str]]) -> None:
        """Ask by a client that has come in."""
        self._client = client
        self._schema: Any = schemathesis.openapi.from_dict(known(there))
        self._accepted = cycle(_ACCEPTED)
        self.asked: Counter[tuple[str, int]] = Counter()
        self.found: dict[str, str] = {}

    def ask(self, examples: int, *, seed: int | None = None) -> None:
        """So many requests of each operation, half of them wrong on purpose; the same ones each time, or by a seed."""
        operations = [result.ok() for result in self._schema.get_all_operations()]
        for operation in sorted(operations, key=lambda one: one.path.endswith(("/forget", "/sign-out"))):
            # after these nothing is there, or nobody
            for mode in schemathesis.GenerationMode:
                if mode.is_negative and not operation.body:
                    continue  # where everything is a text, nothing is wrong
                self._ask(operation.label, operation.as_strategy(generation_mode=mode), examples // 2, seed)

    def _ask(self, label: str, strategy: Any, examples: int, seed: int | None) -> None:
        @settings(
            max_examples=examples,
            derandomize=seed is None,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            verbosity=Verbosity.quiet,
            suppress_health_check=list(HealthCheck),
        )
        @given(strategy)
        def one(case: Any) -> None:
            self._one(label, case)

        if seed is not None:
            from hypothesis import seed as seeded

            one = seeded(seed)(one)
        one()

    def _one(self, label: str, case: Any) -> None:
        response = self._sent(case)
        self.asked[label, response.status_code] += 1
        try:
            case.validate_response(response, excluded_checks=_WITHOUT)
        except (Failure, FailureGroup) as error:
            for each in error.exceptions if isinstance(error, FailureGroup) else (error,):
                self.found.setdefault(f"{label}: {each}", f"{case.as_curl_command()}")

    def _sent(self, case: Any) -> Any:
        """The request as it would go over the wire, and what is answered; an error of the server is a status here, too."""
        prepared: Any = requests.Request(**case.as_transport_kwargs(base_url=_BASE)).prepare()
        headers = {name: value for name, value in prepared.headers.items() if name.lower() not in {"cookie", "accept"}}
        headers["Accept"] = next(self._accepted)
        body = prepared.body.encode() if isinstance(prepared.body, str) else prepared.body
        return self._client.request(
            prepared.method, prepared.url, headers=headers, content=body, follow_redirects=False
        )
