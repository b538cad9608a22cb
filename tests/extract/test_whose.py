"""Who is named by whose he or she is, and who is not the person named last."""

from __future__ import annotations

import pytest

from sayso.pipeline import analyse
from sayso.reading import read_text


def _last(text: str) -> tuple[str, bool]:
    """The last source of a text, as its speaker is called, and whether it is named."""
    found = analyse(read_text(text + "\n", uri="a.txt"))
    last = found.attributions[-1]
    return next((one.name for one in found.speakers if one.id == last.speaker), ""), last.named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Harrow Rail said the bridge would reopen. Its spokeswoman said that delivery was never in doubt.", True),
        ("Cuprex conteste ces résultats. Sa porte-parole assure que la mine est sûre.", True),
        ("Die Stadt Ahl bestätigte das. Ihr Sprecher sagte, das Bad bleibe zu.", True),
        ("A minister resigned in Kelm. Kelm Hospital opened a ward. His spokesman said that he was ill.", False),
        ("Kelm Hospital opened a ward. Your spokeswoman said that it was full.", False),
    ],
)
def test_who_speaks_for_whom(text: str, named: bool) -> None:  # noqa: FBT001
    assert _last(text)[1] is named


@pytest.mark.parametrize(
    "text",
    [
        "Prosecutor Peter Vogt asked for ten years on Monday. The defendant said that he was innocent.",
        "Staatsanwältin Petra Vogt forderte zehn Jahre Haft. Die Angeklagte sagte, sie sei unschuldig.",
        "Le procureur Jean Morel a requis dix ans. L’accusé affirme qu’il est innocent.",
        "El fiscal Juan Pérez pidió diez años. El acusado declaró que era inocente.",
    ],
)
def test_the_accused_is_not_who_was_named_last(text: str) -> None:
    """Found by reading: his words were laid to the prosecutor."""
    assert _last(text)[1] is False
