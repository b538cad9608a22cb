"""docs/tutorial.md is followed by the letter: each command is run and prints what is shown, each step at the workbench is taken.

In what is shown, "..." stands for what is left out, within a line or instead of lines.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.cli import main
from sayso.model import Ledger
from sayso.store.desk import open_desk
from sayso.workbench import Settings, make_app
from sayso.workbench.keeping import opened_file

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
ORIGIN = "http://127.0.0.1:8000"
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\| (\w+) \| .*? \| (.*?) \|$", re.MULTILINE)
_QUOTED = re.compile(r"“(.*?)”")

#: What ends otherwise than with 0: `diff` where something differs.
_ENDS = {"diff": (1,)}
#: What has tests of its own, and takes long or goes on until Ctrl-C: the steps are the workbench's answers.
_ELSEWHERE = ("sayso doctor", "sayso review")

Output = Callable[[], str]


def _parts() -> list[str | tuple[str, str]]:
    """The page's commands with what they print, and the names of its steps at the workbench, in order."""
    found: list[tuple[int, str | tuple[str, str]]] = []
    for block in _BLOCK.finditer(PAGE):
        for at, part in enumerate(re.split(r"^\$ ", block[1], flags=re.MULTILINE)[1:]):
            command, _, shown = part.partition("\n")
            found.append((block.start() + at, (command, shown)))
    found += [(row.start(), row[1]) for row in _ROW.finditer(PAGE) if row[1] in STEPS]
    return [part for _, part in sorted(found, key=lambda one: one[0])]


def _seen(name: str) -> list[str]:
    """What the page says is seen after a step: what stands in typographic quotation marks."""
    (row,) = (row for row in _ROW.finditer(PAGE) if row[1] == name)
    return _QUOTED.findall(row[2])


class Workbench:
    """A person at the workbench, with the ledger of the tutorial before them."""

    def __init__(self, client: TestClient, key: str, ledger: Ledger) -> None:
        """Come in by a client that has the cookie."""
        self.client, self.key, self.ledger = client, key, ledger

    def see(self, path: str = "") -> str:
        """A page as words, without markup."""
        page = self.client.get(f"/d/{self.key}{path}" if not path.startswith("//") else path[1:])
        assert page.status_code == 200, path
        text = re.sub(r"<(script|style|template).*?</\1>", " ", page.text, flags=re.DOTALL)
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split())

    def act(self, **fields: str) -> None:
        """Send a form of the claim's panel, or of the Report screen."""
        told = {"seen": "99", "back": f"/d/{self.key}"} | fields
        answer = self.client.post(f"/d/{self.key}/acts", data=told)
        assert answer.status_code == 303, answer.text

    def house(self, **fields: str | list[str]) -> None:
        """Set the house's name and scale."""
        told: dict[str, str | list[str]] = {"seen": "0", "url": "", "unnamed": "facts_only", "most_unnamed": "20"}
        assert self.client.post("/house", data=told | fields).status_code == 303

    def trace_of(self, claim: str) -> str:
        """The best passage that was found for a claim."""
        return next(trace.id for trace in self.ledger.traces if trace.claim == claim and trace.rank == 1)


def _open(at: Workbench) -> str:
    return at.see("?c=c5")


def _judge(at: Workbench) -> str:
    at.act(do="judge", ids="c5", value="differs")
    return at.see("?c=c5")


def _accept(at: Workbench) -> str:
    at.act(do="accept", claim="c5", trace=at.trace_of("c5"))
    return at.see("/trace/c5")


def _scale(at: Workbench) -> str:
    rows = {"id": ["", ""], "rating": ["False", "True"], "place": ["1", "2"], "meaning": ["", ""]}
    at.house(name="The Checking Desk", **rows)
    return at.see("//house")


def _rate(at: Workbench) -> str:
    reasons = "The report says five percentage points; 5 per cent of 12 would be 0.6."
    at.act(do="verdict", claim="c5", rating="false", reasons=reasons, name="Ann Lee")
    return at.see("?c=c5")


def _look(at: Workbench) -> str:
    return at.see("/report")


def _reply(at: Workbench) -> str:
    at.act(do="reply", claim="c5", by="Imogen Tarrow", text="I meant points.", received="2026-11-28")
    return at.see("/report")


def _sign(at: Workbench) -> str:
    at.act(do="sign", name="Ann Lee")
    return at.see("/report")


STEPS: dict[str, Callable[[Workbench], str]] = {
    "open": _open,
    "judge": _judge,
    "accept": _accept,
    "scale": _scale,
    "rate": _rate,
    "look": _look,
    "reply": _reply,
    "sign": _sign,
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the example and nothing else, no settings, and a home of its own."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    for name, value in {"XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config"}.items():
        monkeypatch.setenv(name, str(tmp_path / value))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def workbench(folder: Path) -> Iterator[Callable[[], Workbench]]:
    """Opens the tutorial's ledger as `sayso review ledger.json` does, when it is asked for; one and the same after that."""
    opened: list[Workbench] = []
    settings = Settings(origin=ORIGIN, hosts=frozenset(("127.0.0.1:8000",)), person="Ann Lee", token="let-me-in")  # noqa: S106
    (folder / "data" / "sayso").mkdir(parents=True)
    with open_desk(folder / "data" / "sayso" / "desk.sayso") as desk:

        def get() -> Workbench:
            if not opened:
                ledger = Ledger.from_json((folder / "ledger.json").read_bytes())
                key, _ = opened_file(desk, ledger, "Ann Lee")
                client = TestClient(make_app(desk, settings), base_url=ORIGIN, follow_redirects=False)
                client.get("/?token=let-me-in")
                client.headers["Origin"] = ORIGIN
                opened.append(Workbench(client, key, ledger))
            return opened[0]

        yield get


def _pattern(shown: str) -> re.Pattern[str]:
    lines = [
        ".*?" if line.strip() == "..." else re.escape(line).replace(r"\.\.\.", ".*?") for line in shown.splitlines()
    ]
    return re.compile("\n".join(lines).replace("\n.*?\n", "\n.*?"), re.DOTALL)


def _run(command: str, output: Output) -> str:
    name, *words = shlex.split(command, comments=True)
    assert name == "sayso"
    assert main(words) in _ENDS.get(words[0], (0,)), command
    return output()


def test_the_tutorial_is_what_happens(capfd: pytest.CaptureFixture[str], workbench: Callable[[], Workbench]) -> None:
    """Every command prints what is shown, every step shows what is said to be seen."""

    def output() -> str:
        told = capfd.readouterr()
        return told.out + told.err

    taken = []
    for part in _parts():
        if isinstance(part, str):
            page = STEPS[part](workbench())
            missing = [words for words in _seen(part) if words not in page]
            assert not missing, f"{part}: {missing} not in: {page[:3000]}"
            taken.append(part)
            continue
        command, shown = part
        if command.startswith(_ELSEWHERE):
            continue
        printed = _run(command, output)
        assert _pattern(shown.rstrip("\n")).fullmatch(printed.rstrip("\n")), f"$ {command}\n{printed}"
    assert taken == list(STEPS)
