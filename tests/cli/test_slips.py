"""Slips at the command line: what was meant is said, and how it goes."""

from __future__ import annotations

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
