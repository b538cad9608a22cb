"""Tables in text: fields without end, rows without number, signs that a spreadsheet would run."""

from __future__ import annotations

from typing import Final

from .made import FIGURE, Made, either, read, refused

MIB: Final = 1 << 20
_HEAVY: Final = ("timeout", "too-large", "damaged", "empty")
_HEAD: Final = f"Place,Words,Share\nAltmark,{FIGURE},54\n"

TABLES: Final[tuple[Made, ...]] = (
    either("commas-10-mb.csv", lambda: _HEAD + "," * 10 * MIB, *_HEAVY, dear=True),
    either("commas-49-mb.csv", lambda: _HEAD + "," * 49 * MIB, *_HEAVY, dear=True),
    either("cells-40-mb.csv", lambda: _HEAD + ("1," * 999 + "\n") * 20_000, *_HEAVY, dear=True),
    either("quote-never-closed.csv", lambda: _HEAD + '"' + "x" * 10 * MIB, *_HEAVY, dear=True),
    either("quotes-1000000.csv", lambda: _HEAD + '""' * 1_000_000, *_HEAVY, dear=True),
    either("field-1-mb.csv", lambda: _HEAD + "x" * MIB, *_HEAVY),
    refused("rows-100002.csv", lambda: _HEAD + "a,b,1\n" * 100_001, "too-large", dear=True),
    read("rows-50000.csv", lambda: _HEAD + "Altmark,text,1\n" * 50_000, dear=True),
    read("columns-2000.csv", lambda: _HEAD + ",".join(map(str, range(2_000))), dear=True),
    read("lines-empty-1000000.csv", lambda: _HEAD + "\n" * 1_000_000, dear=True),
    read("ragged.csv", lambda: _HEAD + "".join("a," * (at % 50) + "\n" for at in range(2_000))),
    read("formulas.csv", _HEAD + "=cmd|'/c calc'!A0,@SUM(1),+1\n=WEBSERVICE(\"http://127.0.0.1:9/\"),-1,\t=1\n"),
    read("separator-told.csv", "sep=;\n" + _HEAD.replace(",", ";")),
    either("separator-odd.csv", 'sep="\n' + _HEAD, *_HEAVY, says=""),
    either("separator-newline.csv", "sep=\n\n" + _HEAD, *_HEAVY, says=""),
    either("returns-alone.csv", _HEAD.replace("\n", "\r"), *_HEAVY),
    refused("nul.csv", _HEAD + "a\0b,c,d\n", "binary"),
    read("numbers-absurd.csv", _HEAD + f"x,y,1e999\nx,y,{'9' * 5000}\nx,y,nan\n"),
    read("tabs.tsv", _HEAD.replace(",", "\t") + "\t" * 500 + "\n"),
    either("one-column.csv", lambda: "Words\n" + f"{FIGURE}\n" * 20_000, *_HEAVY),
    read("bidi.csv", _HEAD + "\u202eabc,\u2066x,1\n"),
    read("headings-alike.csv", lambda: ",".join(["Words"] * 1_000) + "\n" + ",".join([FIGURE] * 1_000) + "\n"),
    either("headings-10-mb.csv", lambda: ",".join(["Words " * 15] * 1_000) + "\n" + (",".join(["1"] * 1_000) + "\n") * 1_000, *_HEAVY, says="", dear=True),
)  # fmt: skip
