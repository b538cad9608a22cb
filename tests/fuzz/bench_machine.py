"""The workbench by HTTP, by several people at once, beside a model of what it acknowledged."""

from __future__ import annotations

import json
import tempfile
from http import HTTPStatus
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from msgspec.structs import replace
from starlette.testclient import TestClient
from tests.fuzz.desk_machine import CHEAP
from tests.render.make_ledger import small_ledger

from sayso.store.desk import open_desk
from sayso.store.desk.accounts import Accounts
from sayso.workbench import Settings, make_app

NOW = "2026-11-28T12:00:00Z"
ORIGIN = "http://127.0.0.1:8000"
PASSWORD = "a long enough password"  # noqa: S105
PEOPLE = ("Rea", "Rev", "Ravi", "Edi")
ROLES = {"Rea": "reader", "Rev": "reviewer", "Ravi": "reviewer", "Edi": "editor"}
#: What only an editor does.
_EDITORS = {"verdict", "sign"}
WHO = st.sampled_from(PEOPLE)
TEXTS = st.one_of(
    st.sampled_from(["a note", "<script>alert(1)</script>", "\u202eevil", "x" * 3000, " ", ""]), st.text(max_size=30)
)
VALUES = st.sampled_from(["matches", "differs", "other_scope", "not_found", "not_a_claim", "right", None, "nonsense"])
PAGES = (
    "",
    "/text",
    "/state",
    "/claims",
    "/events",
    "/history",
    "/figures",
    "/sayso",
    "/report",
    "/preview",
    "/history/moved",
    "/nothing",
)
FORMS = (
    "html",
    "json",
    "jsonl",
    "csv-claims",
    "csv-figures",
    "markdown",
    "webannotation",
    "prov",
    "csl",
    "claimreview",
    "sqlite",
    "packet",
    "x",
)


class Machine(RuleBasedStateMachine):
    """A workbench with four people; `told` is what each document's answers acknowledged: (seq, who, act) in order."""

    steps = 0

    @initialize()
    def open(self) -> None:
        """Begin with two documents."""
        self.folder = tempfile.TemporaryDirectory(prefix="sayso-fuzz-")
        self.desk = open_desk(Path(self.folder.name) / "desk.sayso")
        self.desk.accounts = Accounts(self.desk.engine, CHEAP)
        for name, role in ROLES.items():
            self.desk.accounts.add(name, PASSWORD, role, now=NOW)  # type: ignore[arg-type]
        settings = Settings(origin=ORIGIN, hosts=frozenset(("127.0.0.1:8000",)))
        self.client = TestClient(make_app(self.desk, settings), base_url=ORIGIN, follow_redirects=False)
        self.client.__enter__()
        self.cookies = {name: self._sign_in(name) for name in PEOPLE}
        self.told: dict[str, list[tuple[int, str, str]]] = {}
        small = small_ledger()
        for uri in ("a.txt", "b.txt"):
            kept = self.desk.put(replace(small, document=replace(small.document, uri=uri)), who="Edi", when=NOW)
            self.told[kept.key] = [(kept.head, "Edi", "reread")]
        self.gone: set[str] = set()
        self.views: dict[tuple[str, str], dict[str, Any]] = {}

    def teardown(self) -> None:
        """End with a whole desk."""
        if hasattr(self, "desk"):
            self.client.__exit__(None, None, None)
            assert self.desk.verify() == []
            self.desk.close()
            self.folder.cleanup()

    def _sign_in(self, name: str) -> str:
        answer = self.client.post("/sign-in", data={"name": name, "password": PASSWORD}, headers={"Origin": ORIGIN})
        self.client.cookies.clear()
        return answer.headers["set-cookie"].split(";")[0]

    def ask(self, who: str, method: str, path: str, **more: Any) -> Any:
        """Ask as somebody; nothing is answered with a fault of the server's."""
        headers = {"Cookie": self.cookies[who], "Origin": ORIGIN, **more.pop("headers", {})}
        answer = self.client.request(method, path, headers=headers, **more)
        self.client.cookies.clear()
        assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, (method, path, answer.text)
        return answer

    def key(self, data: st.DataObject) -> str:
        """A document that is there."""
        return data.draw(st.sampled_from(sorted(self.told)))

    def view(self, who: str, key: str) -> dict[str, Any]:
        """The page that somebody last loaded, which others may have overtaken."""
        if (who, key) not in self.views:
            self.reload(who, key)
        return self.views[who, key]

    def reload(self, who: str, key: str) -> None:
        """Load the page anew."""
        self.views[who, key] = self.ask(who, "GET", f"/d/{key}/state").json()

    def act(self, who: str, key: str, orders: list[dict[str, Any]], *, ident: str | None = None) -> bool:
        """Send orders; what is acknowledged is in the model, what is refused has changed nothing."""
        seen = self.view(who, key)["head"]
        body = {"seen": seen, "orders": orders} | ({"id": ident} if ident else {})
        raw = json.dumps(body).encode("ascii")
        answer = self.ask(who, "POST", f"/d/{key}/acts", content=raw, headers={"Content-Type": "application/json"})
        if answer.status_code != HTTPStatus.OK:
            assert answer.status_code in {400, 403, 404, 409, 413}, answer.text[:300]
            return False
        assert ROLES[who] != "reader" or not orders
        assert ROLES[who] == "editor" or not _EDITORS & {order["do"] for order in orders}
        told = [(row["seq"], row["who"], row["act"]["act"]) for row in answer.json()["events"]]
        assert all(name == who for _, name, _ in told)
        known = self.told[key]
        if ident is None or told[:1] not in [known[at : at + 1] for at in range(len(known))]:
            assert all(seq > known[-1][0] for seq, _, _ in told)
            known += told
        self.views[who, key] = answer.json()["state"]
        return True

    @precondition(lambda self: self.told)
    @rule(data=st.data(), who=WHO, value=VALUES, several=st.integers(0, 3))
    def judge(self, data: st.DataObject, who: str, value: str | None, several: int) -> None:
        """Judge some claims."""
        key = self.key(data)
        ids = [claim["id"] for claim in self.view(who, key)["claims"]]
        chosen = data.draw(st.lists(st.sampled_from([*ids, "c999"]), max_size=several))
        self.act(who, key, [{"do": "judge", "ids": chosen, "value": value}])

    @precondition(lambda self: self.told)
    @rule(data=st.data(), who=WHO, text=TEXTS)
    def note(self, data: st.DataObject, who: str, text: str) -> None:
        """Say something."""
        self.act(who, self.key(data), [{"do": "note", "text": text}])

    @precondition(lambda self: self.told)
    @rule(
        data=st.data(),
        who=WHO,
        start=st.integers(-1, 1200),
        length=st.integers(-1, 120),
        do=st.sampled_from(["add", "respan"]),
    )
    def edges(self, data: st.DataObject, who: str, start: int, length: int, do: str) -> None:
        """Add a claim, or give one new edges."""
        key = self.key(data)
        order: dict[str, Any] = {"do": do, "start": start, "end": start + length}
        if do == "respan":
            order["claim"] = self._claim(data, who, key)["id"]
        self.act(who, key, [order])

    def _claim(self, data: st.DataObject, who: str, key: str) -> dict[str, Any]:
        claims = self.view(who, key)["claims"]
        found: dict[str, Any] = data.draw(st.sampled_from(claims)) if claims else {"id": "c1", "start": 0, "end": 5}
        return found

    @precondition(lambda self: self.told)
    @rule(data=st.data(), who=WHO, share=st.floats(0, 1))
    def split(self, data: st.DataObject, who: str, share: float) -> None:
        """Part a claim."""
        key = self.key(data)
        claim = self._claim(data, who, key)
        self.act(
            who,
            key,
            [
                {
                    "do": "split",
                    "claim": claim["id"],
                    "at": int(claim["start"] + share * (claim["end"] - claim["start"])),
                }
            ],
        )

    @precondition(lambda self: self.told)
    @rule(data=st.data(), who=WHO)
    def merge(self, data: st.DataObject, who: str) -> None:
        """Make one of two."""
        key = self.key(data)
        self.act(who, key, [{"do": "merge", "ids": [self._claim(data, who, key)["id"] for _ in range(2)]}])

    @precondition(lambda self: self.told)
    @rule(data=st.data(), who=WHO, do=st.sampled_from(["undo", "redo"]))
    def back(self, data: st.DataObject, who: str, do: str) -> None:
        """Take back, or do again."""
        self.act(who, self.key(data), [{"do": do}])

    @precondition(lambda self: self.told)
    @rule(data=st.data(), who=WHO, name=TEXTS, on=st.booleans())
    def withhold(self, data: st.DataObject, who: str, name: str, *, on: bool) -> None:
        """Hide a name, or show it."""
        self.act(who, self.key(data), [{"do": "withhold", "name": name, "on": on}])

    @precondition(lambda self: self.told)
    @rule(data=st.data(), who=WHO, rating=st.sampled_from(["false", "true", None]), reasons=TEXTS)
    def rate(self, data: st.DataObject, who: str, rating: str | None, reasons: str) -> None:
        """Give a verdict."""
        key = self.key(data)
        self.act(
            who,
            key,
            [
                {
                    "do": "verdict",
                    "claim": self._claim(data, who, key)["id"],
                    "rating": rating,
                    "reasons": reasons,
                    "name": who,
                }
            ],
        )

    @precondition(lambda self: self.told)
    @rule(data=st.data(), who=WHO, correction=TEXTS)
    def sign(self, data: st.DataObject, who: str, correction: str) -> None:
        """Sign."""
        self.act(who, self.key(data), [{"do": "sign", "name": who, "correction": correction}])

    @precondition(lambda self: self.told)
    @rule(data=st.data(), who=WHO)
    def all_or_none(self, data: st.DataObject, who: str) -> None:
        """Two orders, of which the second cannot be: neither is done."""
        key = self.key(data)
        assert not self.act(
            who, key, [{"do": "note", "text": "first"}, {"do": "respan", "claim": "c999", "start": 0, "end": 4}]
        )

    @precondition(lambda self: self.told)
    @rule(data=st.data(), who=WHO)
    def twice(self, data: st.DataObject, who: str) -> None:
        """The same orders sent twice under one name are done once."""
        key = self.key(data)
        name = f"twice-{sum(map(len, self.told.values()))}"
        for _ in range(2):
            self.act(who, key, [{"do": "note", "text": "once"}], ident=name)

    @precondition(lambda self: self.told)
    @rule(
        data=st.data(),
        who=WHO,
        body=st.one_of(st.binary(max_size=60), st.sampled_from([b"{}", b"[]", b"null", b'{"seen":-1,"orders":[]}'])),
    )
    def nonsense(self, data: st.DataObject, who: str, body: bytes) -> None:
        """What cannot be understood is refused."""
        kind = data.draw(
            st.sampled_from(
                ["application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]
            )
        )
        answer = self.ask(who, "POST", f"/d/{self.key(data)}/acts", content=body, headers={"Content-Type": kind})
        assert answer.status_code >= HTTPStatus.BAD_REQUEST or answer.status_code in {200, 303}

    @rule(who=WHO, name=TEXTS, place=st.sampled_from(["1", "x", "", "99999999999999999999"]), seen=st.integers(0, 30))
    def house(self, who: str, name: str, place: str, seen: int) -> None:
        """Set the house's rules: only an editor, only on what is shown."""
        rows = {"id": ["false", "true"], "rating": ["False", name], "place": [place, "5"], "meaning": ["", ""]}
        fields = {
            "name": name,
            "url": "https://a.example",
            "unnamed": "allow",
            "most_unnamed": "0.5",
            "seen": str(seen),
            **rows,
        }
        answer = self.ask(who, "POST", "/house", data=fields)
        assert ROLES[who] == "editor" or answer.status_code == HTTPStatus.FORBIDDEN

    @precondition(lambda self: self.told)
    @rule(
        data=st.data(),
        who=WHO,
        page=st.sampled_from(PAGES),
        query=st.sampled_from(["", "?c=c1", "?after=x", "?page=0", "?who=Rev"]),
    )
    def look(self, data: st.DataObject, who: str, page: str, query: str) -> None:
        """Look at a page; the state that is shown is the newest."""
        key = self.key(data)
        answer = self.ask(who, "GET", f"/d/{key}{page}{query}")
        if page == "/state":
            self.views[who, key] = answer.json()
            assert answer.json()["head"] == self.told[key][-1][0]

    @precondition(lambda self: self.told)
    @rule(
        data=st.data(),
        who=WHO,
        form=st.sampled_from(FORMS),
        version=st.sampled_from(["", "?version=draft", "?version=1", "?version=x"]),
    )
    def export(self, data: st.DataObject, who: str, form: str, version: str) -> None:
        """Take it along."""
        self.ask(who, "GET", f"/d/{self.key(data)}/export/{form}{version}")

    @rule(
        who=WHO,
        path=st.sampled_from(
            ["/", "/?q=%00", "/house", "/help", "/threads", "/jobs/x", "/d/none", "/static/x/y", "/%ff"]
        ),
    )
    def elsewhere(self, who: str, path: str) -> None:
        """Look elsewhere."""
        self.ask(who, "GET", path)

    @precondition(lambda self: len(self.told) > 1)
    @rule(data=st.data(), who=WHO, sure=st.booleans())
    def forget(self, data: st.DataObject, who: str, *, sure: bool) -> None:
        """Delete a document for good."""
        key = self.key(data)
        answer = self.ask(who, "POST", f"/d/{key}/forget", data={"sure": "yes"} if sure else {})
        if answer.status_code == HTTPStatus.SEE_OTHER:
            assert ROLES[who] == "editor"
            assert sure
            del self.told[key]
            self.gone.add(key)

    @invariant()
    def what_was_acknowledged_is_there(self) -> None:
        """The desk's events of each document are those that answers told of, in order; what was forgotten is not there."""
        type(self).steps += 1
        if not hasattr(self, "told"):
            return
        for key, told in self.told.items():
            held = [(event.seq, event.who, type(event.act).__struct_config__.tag) for event in self.desk.events(key)]
            assert held == told
        for key in self.gone:
            assert self.ask("Edi", "GET", f"/d/{key}/state").status_code == HTTPStatus.NOT_FOUND
