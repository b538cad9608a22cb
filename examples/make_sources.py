"""Makes the PDF and the DOCX of `sources/` from the texts below, byte for byte the same each time.

A tool for developers: it needs reportlab, which `sayso` itself does not. Everything in the texts is made up.
Run it from anywhere: `python examples/make_sources.py`.
"""

# ruff: noqa: INP001  (a script beside its texts, no package)

from __future__ import annotations

import io
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import docx
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import cm
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

_SOURCES: Final = Path(__file__).parent / "sources"
_ZIP_DATE: Final = (2024, 1, 1, 0, 0, 0)

REPORT_TITLE: Final = "Where It Goes: Plastic Waste Leaving European Ports"
REPORT_AUTHOR: Final = "European Residues Observatory"

#: The report: paragraphs are parted by empty lines, pages by "---"; "# " opens a heading, TABLE stands for the table.
REPORT: Final = """
# 1. What this report covers

This report describes the plastic waste that left European ports for destinations outside the Union in 2023.
It was drawn up by the European Residues Observatory at the request of six member states and was published
on 14 May 2024.

In 2023 the participating ports sent 1.31 million tonnes of plastic waste overseas, against 1.36 million
tonnes in 2022. The figures rest on voluntary returns from eleven of nineteen ports and should not be read
as totals for Europe. Ports that took no part handle about a third of all containers.

Waste is sold by weight and shipped under one of 48 codes. A code that does not fit is not always a fraud:
sorting plants make mistakes, and 6% of the codes that were corrected in 2023 had been wrong to the
shipper's disadvantage.

# 2. Inspections

Inspectors opened more than 25,000 containers in 2023. The containers had been loaded in 104 ports, among
them 31 inland ports. In 2020, the first year of the survey, 9,400 containers were opened.

One container in ten held goods that its papers did not declare. Most often these were household waste,
cables and batteries. Eight percent of the containers opened were returned to the port of departure; one in
twenty was sold at auction because no owner could be found.

---

# 3. False codes

The share of loads shipped under a false code rose from 12% in 2021 to 17% in 2023, an increase of five
percentage points. The rise is steepest on short sea routes. It is in part the result of better inspection:
where scanners were installed, the share doubled within a year.

# 4. Fires

Undeclared batteries may cause up to a quarter of the fires at the recycling yards in our four case studies.
The number of cases is small, and in 19 of 52 fires the cause could not be established. National statistics
do not record the cause at all.

# 5. Outlook

Exports are likely to shift towards destinations with little capacity for inspection, both by sea and by
road. Given the volumes involved, this represents a significant and long-term challenge for customs
services. Whether the Turkish ports will take more or less is impossible to say at present.

Several experts whom we interviewed expect prices to fall by 5% to 10% once the new rules on shipments apply
in May 2027. Others fear that the rules will be applied by few. Both groups agree that a common register of
brokers would help.

---

# Annex: destinations

Table 1 lists the four destinations for which returns are complete enough to be compared. Tonnes are rounded
to thousands.

TABLE

The Observatory thanks the port authorities that opened their books, and the 61 inspectors who answered our
questions.
"""

TABLE: Final = (
    ("Destination", "Tonnes 2021", "Tonnes 2023", "Share returned"),
    ("Turkey", "437,000", "318,000", "5%"),
    ("Malaysia", "151,000", "96,000", "17%"),
    ("Ghana", "38,000", "64,000", "2%"),
    ("Tunisia", "17,000", "26,000", "1%"),
)

NOTE_TITLE: Final = "Briefing note: the fire at Quay 4"

#: The note, written like the report.
NOTE: Final = """
Hollin Bay Harbour Council, 12 March 2024. Prepared by Rosalind Eckhart, clerk to the council.

# What happened

On 3 February 2024 a stack of baled plastic caught fire at Quay 4. The fire burned for eleven days. It was
declared out on 14 February at 6.40 pm. Some 1,900 tonnes of mixed plastic were lost, according to the
operator; the fire service believes it was less.

# What it cost

The fire cost the council 9 million pounds, of which the insurer has so far accepted two thirds. The sum
does not include the loss of harbour dues, which the treasurer puts at between £400,000 and £600,000. A year
earlier, clearing a smaller fire at Quay 2 had cost 1.3 million pounds.

Residents were told to keep their windows shut for five days. The health service counted 126 calls in the
first week, about a quarter more than usual; nobody was admitted to hospital.

# What is not known

The cause is under investigation. A spokeswoman for the operator said that a battery was "the likeliest
explanation". The owner of the bales could not be traced: the company named on the papers was dissolved in
2022. Councillors asked whether the bales had been bound for Ghana, as the press has reported. We have found
no document that says so.

# What is proposed

The council is asked to approve thermal cameras at a cost of £310,000, and to write to the Observatory about
the returns for 2023, in which Hollin Bay took no part.
"""


#: 14 May 2024, noon UTC.
PUBLISHED = 1715688000


def report_pdf() -> bytes:
    """The Observatory's report as a PDF of three pages, dated as it says, without random identifiers."""
    styles = getSampleStyleSheet()
    flow: list[Any] = [Paragraph(REPORT_TITLE, styles["Title"]), Paragraph(REPORT_AUTHOR, styles["Heading3"])]
    for text in _paragraphs(REPORT):
        flow += [PageBreak()] if text == "---" else [_block(text, styles), Spacer(1, 0.25 * cm)]
    out = io.BytesIO()
    template = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=3 * cm, rightMargin=3 * cm, title=REPORT_TITLE, author=REPORT_AUTHOR, invariant=1
    )
    os.environ["SOURCE_DATE_EPOCH"] = str(PUBLISHED)  # the file's date, as the reproducible builds project has it
    template.build(flow, onFirstPage=_foot, onLaterPages=_foot)
    return out.getvalue()


def note_docx() -> bytes:
    """The council's note as a DOCX with fixed dates, both in its properties and in its container."""
    note = docx.Document()
    note.add_heading(NOTE_TITLE, level=0)
    for text in _paragraphs(NOTE):
        if text.startswith("# "):
            note.add_heading(text[2:], level=1)
        else:
            note.add_paragraph(text)
    properties = note.core_properties
    properties.title, properties.author, properties.language = NOTE_TITLE, "Rosalind Eckhart", "en-GB"
    properties.created = properties.modified = datetime(2024, 3, 12, 9, 0, tzinfo=UTC)
    properties.last_modified_by, properties.revision = "Rosalind Eckhart", 1
    raw = io.BytesIO()
    note.save(raw)
    return _same_dates(raw.getvalue())


def _paragraphs(text: str) -> list[str]:
    return [" ".join(block.split()) for block in text.strip().split("\n\n")]


def _block(text: str, styles: Any) -> Any:
    if text == "TABLE":
        table = Table(TABLE, hAlign="LEFT", colWidths=[4 * cm, 3.4 * cm, 3.4 * cm, 3.6 * cm])
        table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.grey)]))
        return table
    style = "Heading2" if text.startswith("# ") else "BodyText"
    return Paragraph(text.removeprefix("# "), styles[style])


def _foot(canvas: Any, document: Any) -> None:
    """The running foot of a page, as reports have it: readers must keep it out of sentences."""
    canvas.setFont("Helvetica", 8)
    canvas.drawString(3 * cm, 1.4 * cm, f"{REPORT_AUTHOR} | {document.page}")


def _same_dates(raw: bytes) -> bytes:
    """The same ZIP with every member dated alike: the library writes the clock into it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(entry, old.read(name))
    return out.getvalue()


def main() -> None:
    """Writes both files into `sources/`."""
    (_SOURCES / "ero_report_2024.pdf").write_bytes(report_pdf())
    (_SOURCES / "hollin_bay_note_2024-03-12.docx").write_bytes(note_docx())


if __name__ == "__main__":
    main()
