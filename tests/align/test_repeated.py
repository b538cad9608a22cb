"""Whether a passage says a claim in the same words: one word can turn twelve."""

from __future__ import annotations

import pytest

from sayso.align import why_not_repeated

_NONE = ("", "")


@pytest.mark.parametrize(
    ("claim", "around", "passage", "language"),
    [
        ("The council will approve the plan.", _NONE, "The council will approve the plan.", "en"),
        ("The council will approve the plan.", _NONE, "The council will approve a plan, it said.", "en"),
        ("Ministers resigned over the scandal", _NONE, "the ministers resigned over the scandal", "en"),
        (
            "the council will not approve the plan",
            ("Critics say ", "."),
            "The council will not approve the plan.",
            "en",
        ),
        (
            "the vaccine causes heart problems",
            ("The ministry denied that ", "."),
            "The ministry denied that the vaccine causes heart problems.",
            "en",
        ),
        ("Die Minister stimmten dem Plan zu.", _NONE, "Die Ministers stimmten dem Plan zu.", "de"),
        ("El consejo aprobará el plan.", _NONE, "El consejo aprobará un plan.", "es"),
        ("De raad keurt het plan goed.", _NONE, "De raad keurt het plan goed.", "nl"),
    ],
)
def test_the_same_words_are_the_same(claim: str, around: tuple[str, str], passage: str, language: str) -> None:
    assert why_not_repeated(claim, around, passage, language) == ""


@pytest.mark.parametrize(
    ("claim", "around", "passage", "language", "word"),
    [
        ("The council will not approve the plan.", _NONE, "The council will approve the plan.", "en", "not"),
        ("The council will approve the plan.", _NONE, "The council won't approve the plan.", "en", "won't"),
        ("Prosecutors dropped every charge.", _NONE, "Prosecutors brought every charge.", "en", "dropped"),
        ("Smith beat Jones in the race.", _NONE, "Jones beat Smith in the race.", "en", "beat jones"),
        ("The firm may close its factory.", _NONE, "The firm will close its factory.", "en", "may"),
        ("Soldiers killed in the village", _NONE, "Soldiers killing in the village", "en", "killing"),
        ("Den Hund biss der Mann am Abend.", _NONE, "Der Hund biss den Mann am Abend.", "de", "den"),
        ("the vaccine is safe", ("The ministry denied that ", "."), "The vaccine is safe.", "en", "denied"),
        ("The vaccine is safe.", _NONE, "It is not true that the vaccine is safe.", "en", "not"),
        ("The vaccine is safe.", _NONE, "Whether the vaccine is safe is being studied.", "en", "Whether"),
        ("The vaccine is safe", ("", "."), "The vaccine is safe?", "en", "question"),
        ("Der Impfstoff ist sicher.", _NONE, "Das Ministerium bestritt, der Impfstoff ist sicher.", "de", "bestritt"),
        ("La vacuna es segura.", _NONE, "Es falso que la vacuna es segura.", "es", "falso"),
        ("Le vaccin est sûr.", _NONE, "Le ministère a démenti que le vaccin est sûr.", "fr", "démenti"),
        ("the plan passed", ("The firm won when ", "."), "The firm lost when the plan passed.", "en", "lost"),
        ("De raad keurt het plan goed.", _NONE, "Onwaar: de raad keurt het plan goed.", "nl", "Onwaar"),
        ("The plan passed.", _NONE, "", "en", "no word"),
    ],
)
def test_a_word_that_may_turn_the_sense_is_named(
    claim: str, around: tuple[str, str], passage: str, language: str, word: str
) -> None:
    assert word in why_not_repeated(claim, around, passage, language)
