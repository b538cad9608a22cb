"""Learn the weights of the grade of claims with figures (`sayso.align.agreement`).

    python training/agreement/learn.py VITAMINC src/sayso/align/data/agreement.toml

VITAMINC is a folder with VitaminC's real revisions as JSON lines (Wikipedia, CC BY-SA 3.0). `sayso bench vitaminc` cross-validates the same by page.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sayso.bench.result import hash_note
from sayso.bench.vitaminc import ABSTAINS, FILE, crossvalidated, learn, of_grades, read_rows

HEAD = """# Weights of `sayso.align.agreement`: log odds that a passage refutes a claim with figures ("differs"), or says something else ("other"), each beside
# bearing it out. Learned by training/agreement/learn.py from {count} pairs of claim and passage of VitaminC's real revisions (Schuster et al.,
# NAACL 2021; sentences of Wikipedia, CC BY-SA 3.0; half of the pages of the test split), of which nothing else is kept.
# English alone. Cross-validated by page: {told}.

learned_from = "{data}"
"""


def main(data: Path, out: Path) -> None:
    """Learn, and write the weights."""
    rows = read_rows(data)
    measures = of_grades("", rows, crossvalidated(rows))
    told = ", ".join(f"{one.name.strip('.')} {one.value:.3f} (n = {one.n})" for one in measures)
    print(told, "margin", ABSTAINS)
    note = hash_note(data.glob(FILE)).rpartition(" ")[2]
    text = HEAD.format(count=len(rows), told=told, data=note)
    for name, weights in zip(("differs", "other"), learn(rows), strict=True):
        text += f"\n[{name}]\n" + "".join(f"{key} = {value:.4f}\n" for key, value in weights.items())
    out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
