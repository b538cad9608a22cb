"""A figure that the source document only denies is left to a person."""

from __future__ import annotations

import pytest

from sayso.model import Analysis
from sayso.pipeline import analyse
from sayso.reading import read_text
from sayso.trace import hold_beside


def _read(text: str, uri: str) -> Analysis:
    return analyse(read_text(f"{text}\n", uri=uri))


@pytest.mark.parametrize(
    ("article", "source", "finding"),
    [
        ("The reactor leaked 340 litres of water into the river.", "The operator denied that the reactor leaked 340 litres of water into the river.", "not_found"),
        ("The reactor leaked 340 litres of water into the river.", "The operator admitted that the reactor leaked 340 litres of water into the river.", "matches"),
        ("The operator denied that the reactor leaked 340 litres of water into the river.", "The operator denied that the reactor leaked 340 litres of water into the river.", "matches"),
        ("Critics claim that the reactor leaked 340 litres of water into the river.", "The operator denied that the reactor leaked 340 litres of water into the river.", "not_found"),
        ("The reactor is alleged to have leaked 340 litres of water into the river.", "The operator denied that the reactor leaked 340 litres of water into the river.", "matches"),
        ("La compagnie nie avoir licencié 85 agents dans la région.", "Die Gesellschaft bestreitet, in der Region 85 Beschäftigte entlassen zu haben.", "matches"),
        ("La compagnie a licencié 85 agents dans la région.", "Die Gesellschaft bestreitet, in der Region 85 Beschäftigte entlassen zu haben.", "not_found"),
        ("The vaccine caused 230 deaths in the region.", "Es gibt keine Belege, dass der Impfstoff in der Region 230 Todesfälle verursacht habe.", "not_found"),
        ("The vaccine caused 230 deaths in the region.", "Non ci sono prove che il vaccino abbia causato 230 morti nella regione.", "not_found"),
        ("The operator denied that the reactor leaked 340 litres of water into the river.", "Der Betreiber bestritt, dass aus dem Reaktor 340 Liter Wasser in den Fluss ausgetreten seien.", "matches"),
    ],
)  # fmt: skip
def test_what_is_denied_does_not_match(article: str, source: str, finding: str) -> None:
    held = hold_beside(_read(article, "article.txt"), _read(source, "source.txt"))
    assert [match.finding for one in held for match in one.figures] == [finding]
