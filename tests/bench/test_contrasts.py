"""Sources and claims with alternatives: how they are read and written out, and what is counted of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.scripts import ROOT, script

from sayso.bench import measure_contrasts
from sayso.bench.contrasts import EVERY
from sayso.bench.contrasts_read import contrasts, files, read, written
from sayso.model import UsageError

ITEM = """@ en>en | trams
S {1 bound_dropped: More than 400 | 400} riders took the tram on Monday{2 hedge_dropped: , if the count is right | }, the depot said.
C {1: More than 400 | 400} riders took the tram on Monday, according to the depot{2: , if the count holds | }.
"""


def _read(folder: Path, text: str) -> Path:
    path = folder / "01.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_slots_are_written_out_without_a_space_too_many(tmp_path: Path) -> None:
    """What is chosen stands in both texts, where it is said to; an empty alternative leaves no gap."""
    (item,) = read(_read(tmp_path, ITEM)).items
    text, places = written(item.source, {1: 0, 2: 0})
    assert text == "More than 400 riders took the tram on Monday, if the count is right, the depot said."
    assert text[slice(*places[1])] == "More than 400"
    assert written(item.source, {1: 1, 2: 1})[0] == "400 riders took the tram on Monday, the depot said."
    assert written(item.claim, {1: 1, 2: 1})[0] == "400 riders took the tram on Monday, according to the depot."


DOCUMENT = """@ en>es | trams
S {1 bound_dropped: More than 400 | 400} riders took the tram on Monday, {2 source_changed: the depot | the union} said. It opened at six.
C en | {1: More than 400 | 400} people rode on Monday.
C es | Los primeros tranvías salieron a las seis.
C fr | {2: Le dépôt | Le syndicat} compte {1: plus de 400 | 400} voyageurs lundi.
"""


def test_each_claim_of_a_document_is_an_item(tmp_path: Path) -> None:
    """It has the slots that it tells of, in a language of its own; one without any is faithful whatever the document has."""
    items = read(_read(tmp_path, DOCUMENT)).items
    assert [(one.languages, one.asked) for one in items] == [
        (("en", "en"), (1,)),
        (("en", "es"), ()),
        (("en", "fr"), (1, 2)),
    ]
    assert [one.name for one in items] == ["01.txt:1.1", "01.txt:1.2", "01.txt:1.3"]
    assert [one.kind for one in contrasts(items[1])] == [None]
    assert [one.kind for one in contrasts(items[0])] == [None, None, "bound_dropped", "bound_dropped"]


def test_a_claim_has_no_slot_that_its_document_has_not(tmp_path: Path) -> None:
    found = read(_read(tmp_path, DOCUMENT.replace("{1: plus", "{3: plus")))
    assert not found.items
    assert "its source has not" in found.faults[0]
    found = read(_read(tmp_path, DOCUMENT.replace("C es |", "C xx |")))
    assert not found.items
    assert "none of the six" in found.faults[0]


def test_no_source_and_no_claim_tells_by_itself_what_changed(tmp_path: Path) -> None:
    """Each alternative is faithful with its own; one that only limits is no drift the other way."""
    (item,) = read(_read(tmp_path, ITEM)).items
    found = list(contrasts(item))
    assert [one.kind for one in found] == [None, None, "bound_dropped", "bound_dropped", None, "hedge_dropped"]
    faithful = {(one.source, one.claim) for one in found if one.kind is None}
    for one in found:
        if one.kind is not None:
            assert one.places is not None
            assert any(one.source == source for source, _ in faithful)
            assert any(one.claim == claim for _, claim in faithful)
    changed = found[2]
    assert changed.places is not None
    assert (changed.source[slice(*changed.places[0])], changed.claim[slice(*changed.places[1])]) == (
        "More than 400",
        "400",
    )


@pytest.mark.parametrize(
    ("spoilt", "told"),
    [
        (ITEM.replace("@ en>en", "@ en>xx"), "two languages"),
        (ITEM.replace("\nC ", "\nD "), "lines C"),
        (ITEM.replace("{2: , if the count holds", "{3: , if the count holds"), "the same slots"),
        (ITEM.replace("bound_dropped", "bounds"), "another kind"),
        (ITEM.replace("{1: More than 400 | 400}", "{1: 400 | 400}"), "are the same"),
        (ITEM.replace("according to", "according {to"), "written as one"),
    ],
)
def test_what_is_wrong_with_an_item_is_told(tmp_path: Path, spoilt: str, told: str) -> None:
    found = read(_read(tmp_path, spoilt))
    assert not found.items
    assert told in found.faults[0]


def test_each_label_has_its_shares(tmp_path: Path) -> None:
    """A bound that was left out is told by its kind; the faithful claims are not alarmed."""
    for folder, half in (("nature", "dev"), ("mixed", "test"), ("documents-politics", "test")):
        (tmp_path / folder).mkdir()
        _read(tmp_path / folder, "\n\n".join([ITEM.strip()] * EVERY[half]))
    shares = {one.name: (one.value, one.n) for one in measure_contrasts(tmp_path).measures}
    for half in ("dev", "test", "documents.test"):
        assert shares[f"{half}.faithful.told"] == (0.0, 3)
        assert shares[f"{half}.bound_dropped.right"] == (0.5, 2)
        assert shares[f"{half}.drifted.told"][1] == 3
    assert "documents.dev.faithful.told" not in shares


def test_a_folder_without_items_is_told_with_the_mend(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no items") as told:
        measure_contrasts(tmp_path)
    assert "data/contrasts" in str(told.value.problem.hint)


def test_the_published_set_is_whole() -> None:
    """Every item of the set is read, and no claim stands twice."""
    found = [read(path) for path in files(ROOT / "data" / "contrasts")]
    assert not [fault for one in found for fault in one.faults]
    items = [item for one in found for item in one.items]
    assert items
    assert len({item.claim for item in items}) == len(items)


def test_the_readme_counts_what_is_there() -> None:
    readme = (ROOT / "data" / "contrasts" / "README.md").read_text(encoding="utf-8")
    assert all(line in readme for line in script("contrasts").counts())
