"""Claims find the checks that are about them, in other words and languages; what is only like them is not shown. Nothing says what is true."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sayso.checked import Collection, ReadChecks, open_checks, with_checks
from sayso.checked.keys import by_meaning, near
from sayso.checked.loose import Loose, entry_of
from sayso.checked.match import candidates_of
from sayso.language.meaning import meaning_reader
from sayso.model import Ledger, UnreadableError, UsageError
from sayso.pipeline import check
from sayso.reading import read_text

CHECKS = (
    ("en", "More than 40,000 nurses left the public health service of Spain in 2022", "Mostly false"),
    ("de", "Impfstoffe gegen Masern verursachen Autismus", "Falsch"),
    ("fr", "La France compte 5 millions de logements vides", "Trompeur"),
    ("en", "Electric cars catch fire more often than petrol cars", "False"),
)


def made(encoder: object = None) -> Collection:
    entries = [
        entry_of(
            Loose(place=f"c#{at}", form="claimreview", text=text, verdict=verdict, language=language, url=f"u{at}")
        )
        for at, (language, text, verdict) in enumerate(CHECKS)
    ]
    return Collection.of(ReadChecks(tuple(entries), 1, ()), encoder)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def collection() -> Collection:
    return made(meaning_reader())


def matched(collection: Collection, text: str) -> Ledger:
    return with_checks(check(read_text(text)), collection, meaning_reader())


def found(ledger: Ledger) -> list[tuple[str, str]]:
    texts = {one.id: one.text for one in ledger.earlier_checks}
    return [(match.fits, texts[match.check]) for match in ledger.checked]


@pytest.mark.parametrize(
    ("text", "fits", "at"),
    [
        ("Más de 40.000 enfermeras abandonaron la sanidad pública española en 2022.", "same", 0),
        ("En 2022, plus de 25 000 infirmières ont quitté le service public de santé espagnol.", "other_figure", 0),
        ("La vacuna contra el sarampión causa autismo, repite el médico.", "same", 1),
        ("Three million homes stand empty in France.", "other_figure", 2),
    ],
)
def test_the_same_claim_is_found_in_another_language(collection: Collection, text: str, fits: str, at: int) -> None:
    ledger = matched(collection, text)
    assert found(ledger) == [(fits, CHECKS[at][1])]
    match = ledger.checked[0]
    assert CHECKS[at][1] in match.because
    assert ledger.claims[0].text.rstrip(".") in match.because
    assert any(not one.agrees for one in match.figures) == (fits == "other_figure")


@pytest.mark.parametrize(
    "text",
    [
        "More than 40,000 nurses left the public health service of Poland in 2022.",
        "Más de 40.000 enfermeras abandonaron la sanidad pública española en 2016.",
        "Electric cars do not catch fire more often than petrol cars.",
        "Electric cars catch fire less often than petrol cars.",
        "Electric buses catch fire more often than diesel buses.",
        "Les vaccins contre la rougeole ne provoquent pas l’autisme.",
        "Do electric cars catch fire more often than petrol cars?",
    ],
)
def test_what_is_only_like_a_check_is_not_shown(collection: Collection, text: str) -> None:
    """Another place or year, a denial in one alone, the contrary, somebody else, a question."""
    ledger = matched(collection, text)
    assert found(ledger) == []
    assert ledger.collection is not None
    assert (ledger.collection.checks, ledger.collection.vectors) == (4, True)


def test_without_an_encoder_words_and_figures_find_checks() -> None:
    ledger = with_checks(
        check(read_text("In Spain more than 40,000 nurses left the public health service in 2022.")), made()
    )
    assert found(ledger) == [("same", CHECKS[0][1])]
    assert ledger.collection is not None
    assert not ledger.collection.vectors


def test_vectors_of_another_encoder_are_not_asked(collection: Collection) -> None:
    other = replace(collection, encoder="another")
    ledger = matched(other, "La vacuna contra el sarampión causa autismo.")
    assert ledger.collection is not None
    assert not ledger.collection.vectors


def test_a_kept_collection_gives_the_same(collection: Collection, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    collection.keep(folder)
    opened = open_checks([folder])
    text = "En 2022, plus de 25 000 infirmières ont quitté le service public de santé espagnol."
    assert matched(opened, text) == matched(collection, text)
    assert [held.check.text for held in opened.held] == [text for _, text, _ in CHECKS]
    collection.keep(folder)  # anew in the same place
    with pytest.raises(IndexError):
        opened.held[4]
    with pytest.raises(UsageError):
        open_checks([folder, tmp_path])


def test_a_damaged_collection_is_told(collection: Collection, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    collection.keep(folder)
    next(folder.glob("keys-*.bin")).write_bytes(b"short")
    with pytest.raises(UnreadableError):
        Collection.open(folder)
    collection.keep(folder)
    lines = next(folder.glob("checks-*.jsonl"))
    lines.write_bytes(lines.read_bytes().replace(b"nurses", b"purses"))
    with pytest.raises(UnreadableError):
        Collection.open(folder)
    collection.keep(folder)
    told = (folder / "checked.json").read_text().replace('"version": "', '"version": "0')
    (folder / "checked.json").write_text(told)
    with pytest.raises(UnreadableError, match="whole"):
        Collection.open(folder)
    (folder / "checked.json").write_text(told.replace('"seal"', '"broken"'))
    with pytest.raises(UsageError):
        Collection.open(folder)


def test_no_other_folder_is_written_over(collection: Collection, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UsageError):
        collection.keep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_empty_collection_is_one(tmp_path: Path) -> None:
    empty = Collection.of(ReadChecks((), 1, ()), meaning_reader())
    empty.keep(tmp_path / "none")
    ledger = matched(Collection.open(tmp_path / "none"), "Electric cars catch fire more often than petrol cars.")
    assert found(ledger) == []


def test_the_nearest_are_those_of_all_that_are_nearest(collection: Collection) -> None:
    """By blocks, or one by one: the same checks, the nearest first."""
    from sayso.across.claim_rows import claim_rows
    from sayso.across.same_claim import meaning
    from sayso.checked.rows import row_of

    rows = claim_rows(check(read_text("La vacuna contra el sarampión causa autismo.")), meaning_reader())
    chance = np.random.default_rng(1)
    many = np.concatenate(
        [collection.vectors, chance.integers(-20, 20, (20_000, collection.vectors.shape[1]), np.int8)]
    )
    likeness = [meaning(rows[0], row_of(held, vector)) or 0 for held, vector in zip(collection.held, collection.vectors, strict=True)]  # fmt: skip
    wanted = [at for at in sorted(range(4), key=lambda at: -likeness[at]) if likeness[at] >= 0.4]
    assert by_meaning(many, rows)[0] == wanted
    assert sorted(near(many, rows[0], list(range(4)))) == sorted(wanted)
    assert set(wanted) <= set(candidates_of(collection, rows)[0])
