"""Slips at the command line: what was meant is said, and how it goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.cli import main


@pytest.mark.parametrize(
    ("words", "told", "hint"),
    [
        ("chekc a.txt", "there is no command 'chekc'", "did you mean `sayso check`?"),
        ("zzzz", "there is no command 'zzzz'", "see `sayso --help`"),
        ("index bild x y", "there is no action 'bild' of sayso index", "did you mean `sayso index build`?"),
        ("store verfy", "there is no action 'verfy'", "did you mean `sayso store verify`?"),
        ("check a.txt --againts b", "there is no flag --againts", "did you mean --against?"),
        ("check a.txt --zzzz", "there is no flag --zzzz", "lists the flags"),
        ("export a.json --form html --vectors-only --json", "there is no flag --vectors-only", "lists the flags"),
        ("bench seeded --data x --json", "this command has no flag --json", "`--json` is a flag of sayso check, "),
        ("check a.txt b.txt", "nothing is known of b.txt", "follows --against"),
        ("check a.txt --against", "--against", "the article comes first"),
        ("check", "ARTICLE", "the article comes first"),
        ("export x --form htlm", "--form takes no 'htlm'", "did you mean html? there are html, json"),
        ("store accounts add ann edtor", "ROLE takes no 'edtor'", "did you mean editor?"),
        ("review --port x", "--port takes no 'x'", "it takes a whole number"),
        ("follow read x --out y --seconds z", "--seconds takes no 'z'", "it takes a number"),
    ],
)
def test_a_slip_is_told_with_what_was_meant(
    capsys: pytest.CaptureFixture[str], words: str, told: str, hint: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words.split())
    error, mend = capsys.readouterr().err.splitlines()[-2:]
    assert ended.value.code == 2
    assert error.startswith("error: ")
    assert told in error
    assert mend.startswith("hint: ")
    assert hint in mend


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an article, a ledger by its looks, a source folder, and no settings."""
    (tmp_path / "article.txt").write_text("Three boats sank.\n")
    (tmp_path / "ledger.json").write_text('{"schema": "sayso.ledger/1"}\n')
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.txt").write_text("Three boats sank.\n")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("words", "code", "hint"),
    [
        ("check artcle.txt", 2, "did you mean article.txt?"),
        ("check article.txt --against source", 2, "did you mean sources?"),
        ("check article.txt --against sorces/a.txt", 2, "did you mean sources/a.txt?"),
        ("check zzzz", 2, "check the spelling of the path"),
        ("check www.paper.example/article", 2, "begin it so: https://www.paper.example/article"),
        ("check paper.org/article", 2, "begin it so: https://paper.org/article"),
        ("check sources", 2, "source documents follow --against"),
        ("check ledger.json", 3, "`sayso review LEDGER`"),
        ("export article.txt --form html", 3, "sayso check ARTICLE -o FILE.json"),
        ("diff ledger.json article.txt", 3, "sayso check ARTICLE -o FILE.json"),
        ("review ledger", 2, "did you mean ledger.json?"),
        ("review article.txt", 2, "sayso check ARTICLE -o x.json"),
        ("review sources", 2, "name the file of one"),
        ("store verify", 2, "`sayso review` makes your own"),
        ("index build article.txt sources", 2, "comes first: sayso index build INDEX SOURCES"),
        ("follow join nowhere --out x", 2, "sayso follow read CORPUS --out nowhere"),
        ("checked leger.json", 2, "did you mean ledger.json?"),
    ],
)
def test_a_wrong_path_is_told_with_what_was_meant(
    folder: Path, capsys: pytest.CaptureFixture[str], words: str, code: int, hint: str
) -> None:
    there = sorted(path.name for path in folder.iterdir())
    assert main(words.split()) == code
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith(("error: ", "warning: "))
    assert told[-1].startswith("hint: ")
    assert hint in told[-1]
    made = {path.name for path in folder.iterdir()} - set(there)
    assert made <= {"home"}, "a slip makes no file"


@pytest.mark.parametrize(
    ("line", "told", "hint"),
    [
        ('dekst = "x"', "no setting is called 'dekst'", "did you mean desk?"),
        ("quiet = 1", "quiet must be true or false", "write it so: quiet = true"),
        ('against = "x"', "against must be a list of texts", 'write it so: against = ["...", "..."]'),
        ("adjudicate_most = true", "adjudicate_most must be a whole number", "write it so: adjudicate_most = 50"),
    ],
)
def test_a_wrong_setting_is_told_with_how_it_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str], line: str, told: str, hint: str
) -> None:
    (folder / "sayso.toml").write_text(line + "\n")
    assert main(["check", "article.txt"]) == 2
    error, mend = capsys.readouterr().err.splitlines()
    assert told in error
    assert hint in mend
