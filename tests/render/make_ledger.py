"""Ledgers made by hand for the tests of `render`: a small one with every kind of entry, and a large one for speed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sayso.model import (
    Attribution,
    Base,
    Block,
    BlockKind,
    Certainty,
    Claim,
    Document,
    Drift,
    Figure,
    FigureMatch,
    Flag,
    Ledger,
    Link,
    Made,
    Passage,
    Problem,
    Searched,
    Sentence,
    SourceDocument,
    Span,
    Speaker,
    Trace,
    Wanted,
    document_id,
    text_id,
)

MADE = Made(stage="by-hand", version="1")

_BLOCKS: tuple[tuple[BlockKind, str], ...] = (
    ("title", "The ferry that everyone pays for"),
    (
        "paragraph",
        (
            "A new ferry between Norhaven and the mainland will cost €13–18 million, according to a recent report by the "
            "Coastal Audit Office. The report notes that at least 30,000 passengers from more than a hundred towns used "
            "the old line last year."
        ),
    ),
    (
        "paragraph",
        (
            "Experts have been warning for years that the quay may collapse. As the German daily Der Hafenbote notes, "
            "engineers are convinced that repairs might open the “golden gates” for cheap contractors, a scandalous "
            "waste of public money."
        ),
    ),
    ("heading", "Who sails, and who pays"),
    (
        "paragraph",
        (
            "Only one in twenty passengers is a tourist, the port authority says, while one third travel to work. "
            "Only 12% of those pay the full fare."
        ),
    ),
    ("item", "Fares rose from 4 to 6 euros in 2022."),
    ("item", "About 54 percent of islanders want a night ferry, a survey found."),
    ("quote", "“We were never asked,” said Ines Marrow, who runs the harbour café. “Nobody came.”"),
    ("row", "Year | Passengers"),
    ("row", "2022 | 28,400"),
    (
        "paragraph",
        (
            "El Faro reports that the subsidy reached up to 88 million euros. Islanders should refuse to pay such an "
            "outrageous bill. Will the ferry ever sail?"
        ),
    ),
    ("caption", "The quay at Norhaven. Photograph: our own"),
)

_GERMAN = (
    "Nach Angaben der Ingenieure kamen im vergangenen Jahr mehr als 25.000 Fahrgäste aus über 100 Orten; nur jeder "
    "zehnte Fahrgast war ein Tourist, und zwölf Prozent der Pendler zahlten den vollen Preis."
)
_SPANISH = "El informe cifra el coste del nuevo transbordador entre 13 y 18 millones de euros, sin contar el muelle."
_ENGLISH = (
    "Survey of 2019. Roughly 54 percent of commuters on the island said that they might want a night ferry if it were "
    "free of charge."
)
_QUOTED = "Ms Marrow told the council: “We were never properly asked,” and added that nobody came."


@dataclass(frozen=True)
class Place:
    """A text in which phrases are looked up, so that no offset is written by hand."""

    text: str

    def at(self, phrase: str, nth: int = 1) -> tuple[int, int]:
        """Start and end of the nth appearance of a phrase."""
        start = -1
        for _ in range(nth):
            start = self.text.index(phrase, start + 1)
        return start, start + len(phrase)

    def span(self, phrase: str, nth: int = 1) -> Span:
        """The span of the nth appearance of a phrase."""
        start, end = self.at(phrase, nth)
        return Span(start=start, end=end, text=phrase)

    def base(self, phrase: str, figure: str | None = None) -> Base:
        """The same, as the base of a share."""
        start, end = self.at(phrase)
        return Base(start=start, end=end, text=phrase, figure=figure)

    def figure(self, ident: str, phrase: str, **rest: Any) -> Figure:
        """A figure at a phrase."""
        start, end = self.at(phrase)
        return Figure(id=ident, start=start, end=end, text=phrase, made=MADE, **rest)

    def claim(self, ident: str, phrase: str, **rest: Any) -> Claim:
        """A claim at a phrase."""
        start, end = self.at(phrase)
        defaults: dict[str, Any] = {"because": ("asserts something",), "certainty": Certainty(author="certain")}
        return Claim(id=ident, start=start, end=end, text=phrase, made=MADE, **(defaults | rest))

    def flag(self, ident: str, phrase: str, **rest: Any) -> Flag:
        """A flag at a phrase."""
        start, end = self.at(phrase)
        return Flag(id=ident, start=start, end=end, text=phrase, made=MADE, **rest)


def _layout() -> tuple[str, tuple[Block, ...]]:
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for kind, text in _BLOCKS:
        blocks.append(Block(start=at, end=at + len(text), kind=kind))
        parts.append(text + "\n\n")
        at += len(text) + 2
    return "".join(parts), tuple(blocks)


def document() -> Document:
    """The article: a title, paragraphs, a heading, items, a quotation, rows, a caption and a link."""
    text, blocks = _layout()
    place = Place(text)
    start, end = place.at("Der Hafenbote")
    unsafe, unsafe_end = place.at("El Faro")
    return Document(
        id=document_id("ferry.txt", "2024-03-02", text),
        text_id=text_id(text),
        title="The ferry that everyone pays for",
        byline="Ada Quill",
        outlet="Harbour Wire",
        published="2024-03-02",
        language="en",
        uri="ferry.txt",
        text=text,
        links=(
            Link(start=start, end=end, href="https://hafenbote.example/2024/kai"),
            Link(start=unsafe, end=unsafe_end, href="javascript:alert(1)"),
        ),
        blocks=blocks,
    )


def _figures(place: Place) -> tuple[Figure, ...]:
    return (
        place.figure("f1", "€13–18 million", kind="money", low=13_000_000, high=18_000_000, currency="EUR"),
        place.figure("f2", "at least 30,000", kind="count", low=30_000, counted=place.span("passengers")),
        place.figure(
            "f3", "more than a hundred", kind="count", low=100, low_inclusive=False, counted=place.span("towns")
        ),
        place.figure("f4", "one in twenty", kind="proportion", low=0.05, high=0.05, base=place.base("passengers")),
        place.figure("f5", "one third", kind="proportion", low=1 / 3, high=1 / 3),
        place.figure("f6", "12%", kind="percent", low=12, high=12, base=place.base("those", "f5")),
        place.figure("f7", "4", kind="money", low=4, high=4, currency="EUR", role="from"),
        place.figure("f8", "6 euros", kind="money", low=6, high=6, currency="EUR", role="to", direction="up"),
        place.figure("f9", "About 54 percent", kind="percent", low=54, high=54, approximate=True,
                     base=place.base("islanders")),
        place.figure("f10", "up to 88 million euros", kind="money", high=88_000_000, currency="EUR"),
    )  # fmt: skip


def _said(ident: str, source: Span, cue: Span | None, content: Span, **rest: Any) -> Attribution:
    defaults: dict[str, Any] = {"speech": "indirect", "source_kind": "group", "named": True, "because": "cue verb"}
    cues = () if cue is None else (cue,)
    return Attribution(id=ident, source=(source,), cue=cues, content=(content,), made=MADE, **(defaults | rest))


def _attributions(place: Place) -> tuple[Attribution, ...]:
    return (
        _said("a1", place.span("a recent report by the Coastal Audit Office"), place.span("according to"),
              place.span("A new ferry between Norhaven and the mainland will cost €13–18 million"),
              source_kind="document", speaker="s1"),
        _said("a2", place.span("The report"), place.span("notes"),
              place.span("at least 30,000 passengers from more than a hundred towns used the old line last year"),
              source_kind="document", speaker="s1", suggested=True,
              resolves_to=place.span("a recent report by the Coastal Audit Office")),
        _said("a3", place.span("Experts"), place.span("have been warning"), place.span("the quay may collapse"),
              named=False, speaker="s2"),
        _said("a4", place.span("the German daily Der Hafenbote"), place.span("notes", 2),
              place.span("engineers are convinced that repairs might open the “golden gates” for cheap contractors"),
              source_kind="media", speaker="s3"),
        _said("a5", place.span("engineers"), place.span("are convinced"),
              place.span("repairs might open the “golden gates” for cheap contractors"),
              named=False, within="a4", speaker="s4"),
        _said("a6", place.span("the port authority"), place.span("says"),
              place.span("Only one in twenty passengers is a tourist"), source_kind="organisation", speaker="s5"),
        _said("a7", place.span("Ines Marrow"), place.span("said"), place.span("“We were never asked,”"),
              speech="direct", source_kind="person", speaker="s6"),
        _said("a8", place.span("El Faro"), place.span("reports"),
              place.span("the subsidy reached up to 88 million euros"), source_kind="media", speaker="s7"),
    )  # fmt: skip


def _speakers() -> tuple[Speaker, ...]:
    rows: tuple[tuple[str, str, Any, bool], ...] = (
        ("s1", "Coastal Audit Office (report)", "document", True),
        ("s2", "experts", "group", False),
        ("s3", "Der Hafenbote", "media", True),
        ("s4", "engineers", "group", False),
        ("s5", "the port authority", "organisation", True),
        ("s6", "Ines Marrow", "person", True),
        ("s7", "El Faro", "media", True),
    )
    return tuple(Speaker(id=i, name=name, kind=kind, named=named, made=MADE) for i, name, kind, named in rows)


def _claims(place: Place) -> tuple[Claim, ...]:
    sure = Certainty(author="certain", source="certain")
    return (
        place.claim("c1", "A new ferry between Norhaven and the mainland will cost €13–18 million", sort="prediction",
                    check_worthiness=0.72, because=("names a sum of money", "names a source"), certainty=sure,
                    attribution=("a1",), figures=("f1",)),
        place.claim("c2", "at least 30,000 passengers from more than a hundred towns used the old line last year",
                    restated="≥ 30,000 passengers from > 100 towns used the old line last year", sort="fact",
                    check_worthiness=0.91, because=("two figures", "many people"), certainty=sure,
                    attribution=("a2",), figures=("f2", "f3")),
        place.claim("c3", "the quay may collapse", sort="prediction", check_worthiness=0.55, because=("harm to people",),
                    certainty=Certainty(author="unknown", source="possible"), attribution=("a3",), flags=("g1",)),
        place.claim("c4", "engineers are convinced that repairs might open the “golden gates” for cheap contractors",
                    sort="fact", check_worthiness=0.4, certainty=sure, attribution=("a4",)),
        place.claim("c5", "repairs might open the “golden gates” for cheap contractors", sort="prediction",
                    check_worthiness=0.35, certainty=Certainty(author="unknown", source="probable"),
                    attribution=("a4", "a5"), flags=("g2", "g3")),
        place.claim("c6", "the “golden gates” for cheap contractors, a scandalous waste of public money",
                    sort="opinion", check_worthiness=0.1, flags=("g3", "g4")),
        place.claim("c7", "Only one in twenty passengers is a tourist", sort="fact", check_worthiness=0.8,
                    because=("a share",), certainty=sure, attribution=("a6",), figures=("f4",)),
        place.claim("c8", "one third travel to work", sort="fact", check_worthiness=0.6, figures=("f5",)),
        place.claim("c9", "Only 12% of those pay the full fare", sort="fact", check_worthiness=0.78, figures=("f6",)),
        place.claim("c10", "Fares rose from 4 to 6 euros in 2022", sort="fact", check_worthiness=0.65,
                    figures=("f7", "f8")),
        place.claim("c11", "About 54 percent of islanders want a night ferry", sort="fact", check_worthiness=0.7,
                    figures=("f9",)),
        place.claim("c12", "We were never asked", sort="experience", check_worthiness=0.2, certainty=sure,
                    attribution=("a7",)),
        place.claim("c13", "the subsidy reached up to 88 million euros", sort="fact", check_worthiness=0.88,
                    because=("a sum of money",), certainty=sure, attribution=("a8",), figures=("f10",)),
        place.claim("c14", "Islanders should refuse to pay such an outrageous bill", sort="normative",
                    check_worthiness=0.05, flags=("g5",)),
        place.claim("c15", "Will the ferry ever sail?", sort="question", check_worthiness=0.02),
    )  # fmt: skip


def _flags(place: Place) -> tuple[Flag, ...]:
    return (
        place.flag("g1", "may", category="hedge", because="modal verb"),
        place.flag("g2", "might open", category="hedge", because="modal verb"),
        place.flag(
            "g3", "“golden gates”", category="distancing_quote", because="one to three words in quotation marks"
        ),
        place.flag("g4", "scandalous", category="loaded", because="evaluative adjective"),
        place.flag("g5", "outrageous", category="loaded", because="evaluative adjective"),
        place.flag(
            "g6",
            "one third",
            category="inconsistent",
            because="one in twenty and one third are shares of the same passengers",
            other=place.span("one in twenty"),
        ),
    )


def _sources() -> tuple[SourceDocument, ...]:
    rows = (
        ("hafenbote.html", "Der Kai von Norhaven", "Der Hafenbote", "2024-02-11", "de", _GERMAN),
        ("faro.txt", "El coste del transbordador", "El Faro", "2024-01-30", "es", _SPANISH),
        ("survey.pdf", "Night ferry survey", None, "2019", "en", _ENGLISH),
        ("minutes.docx", "Minutes of the council", None, None, "en", _QUOTED),
    )
    return tuple(
        SourceDocument(
            id=f"d:{uri}", text_id=text_id(text), uri=uri, title=title, outlet=outlet, published=date, language=lang
        )
        for uri, title, outlet, date, lang, text in rows
    )


def _passage(text: str, language: str, offset: int = 400, page: int | None = None) -> Passage:
    return Passage(start=offset, end=offset + len(text), text=text, language=language, page=page)


def _given(text: str, ident: str, phrase: str, offset: int = 400, **rest: Any) -> Figure:
    start = text.index(phrase) + offset
    return Figure(id=ident, start=start, end=start + len(phrase), text=phrase, made=MADE, **rest)


def _there(text: str, phrase: str, offset: int = 400) -> Span:
    start = text.index(phrase) + offset
    return Span(start=start, end=start + len(phrase), text=phrase)


def _traces(place: Place) -> tuple[Trace, ...]:
    german: dict[str, Any] = {"document": "d:hafenbote.html", "passage": _passage(_GERMAN, "de")}
    over = _given(_GERMAN, "x1", "mehr als 25.000", kind="count", low=25_000, low_inclusive=False,
                  counted=_there(_GERMAN, "Fahrgäste"))  # fmt: skip
    towns = _given(_GERMAN, "x2", "über 100", kind="count", low=100, low_inclusive=False,
                   counted=_there(_GERMAN, "Orten"))  # fmt: skip
    tenth = _given(_GERMAN, "x3", "jeder zehnte", kind="proportion", low=0.1, high=0.1)
    twelve = _given(_GERMAN, "x4", "zwölf Prozent", kind="percent", low=12, high=12)
    cost = _given(_SPANISH, "x5", "entre 13 y 18 millones de euros", kind="money", low=13_000_000, high=18_000_000,
                  currency="EUR")  # fmt: skip
    survey = _given(_ENGLISH, "x6", "Roughly 54 percent", kind="percent", low=54, high=54, approximate=True)
    return (
        Trace(id="t1", claim="c1", rank=1, document="d:faro.txt", passage=_passage(_SPANISH, "es"), score=0.83,
              finding="matches", because="the same sum in the same currency", reuse="paraphrase", made=MADE,
              figures=(FigureMatch(claim_figure="f1", source_figure=cost, relation="equal", finding="matches",
                                   because="both bounds are the same"),),
              drifts=(Drift(kind="caveat_omitted", claim_span=place.span("will cost €13–18 million"),
                            source_span=_there(_SPANISH, "sin contar el muelle"),
                            because="the source leaves the quay out of the sum"),)),
        Trace(id="t2", claim="c2", rank=1, score=0.79, finding="differs", reuse="paraphrase", made=MADE,
              because="at least 30,000 goes beyond more than 25,000", **german,
              figures=(FigureMatch(claim_figure="f2", source_figure=over, relation="overlaps", finding="differs",
                                   because="the claim's lowest is 30,000, the source's is 25,000"),
                       FigureMatch(claim_figure="f3", source_figure=towns, relation="equal", finding="matches",
                                   because="the same bound"))),
        Trace(id="t3", claim="c2", rank=2, document="d:faro.txt", passage=_passage(_SPANISH, "es"), score=0.2,
              finding="not_found", abstained=True, because="the passage counts nothing", made=MADE),
        Trace(id="t4", claim="c7", rank=1, score=0.7, finding="differs", because="one in ten, not one in twenty",
              made=MADE, **german,
              figures=(FigureMatch(claim_figure="f4", source_figure=tenth, relation="apart", finding="differs",
                                   because="10 % is twice 5 %"),)),
        Trace(id="t5", claim="c9", rank=1, score=0.68, finding="matches", because="the same share of commuters",
              made=MADE, **german,
              figures=(FigureMatch(claim_figure="f6", source_figure=twelve, relation="equal", finding="matches",
                                   because="12 % both times"),)),
        Trace(id="t6", claim="c11", rank=1, document="d:survey.pdf", passage=_passage(_ENGLISH, "en", page=3),
              score=0.75, finding="other_scope", because="the survey asked commuters, the claim says islanders",
              reuse="near_verbatim", made=MADE,
              figures=(FigureMatch(claim_figure="f9", source_figure=survey, relation="equal", finding="other_scope",
                                   because="the share is of commuters, not of islanders"),),
              drifts=(Drift(kind="base_changed", claim_span=place.span("islanders"),
                            source_span=_there(_ENGLISH, "commuters on the island"),
                            because="a part has become the whole"),
                      Drift(kind="hedge_dropped", claim_span=place.span("want a night ferry"),
                            source_span=_there(_ENGLISH, "might want a night ferry"),
                            because="“might” is gone"))),
        Trace(id="t7", claim="c12", rank=1, document="d:minutes.docx", passage=_passage(_QUOTED, "en"), score=0.9,
              finding="differs", because="a word is missing from the quotation", reuse="near_verbatim", quoted=True,
              made=MADE,
              drifts=(Drift(kind="quote_altered", claim_span=place.span("We were never asked"),
                            source_span=_there(_QUOTED, "We were never properly asked"),
                            because="“properly” is left out inside the quotation marks"),)),
        Trace(id="t8", claim="c13", rank=1, finding="not_found", because="nothing here gives the subsidy", made=MADE),
    )  # fmt: skip


def small_ledger() -> Ledger:
    """A ledger with every kind of entry, finding and mark."""
    doc = document()
    place = Place(doc.text)
    return Ledger(
        version="0.1.0",
        document=doc,
        source_documents=_sources(),
        searched=Searched(documents=4, passages=212, settings={"passages_per_claim": 3, "least_score": 0.15}),
        sentences=(Sentence(start=0, end=32),),
        figures=_figures(place),
        attributions=_attributions(place),
        speakers=_speakers(),
        claims=_claims(place),
        flags=_flags(place),
        traces=_traces(place),
        wanted=(
            Wanted(
                speaker="s7",
                name="El Faro",
                language="es",
                before="2024-03-02",
                claims=("c13",),
                because="the article names it as the source of the subsidy",
                made=MADE,
            ),
        ),
        problems=(
            Problem(
                code="skipped", message="photo.jpg was left out", hint="give text, HTML, PDF or DOCX", uri="photo.jpg"
            ),
            Problem(
                code="pages-unread",
                message="a quotation mark is never closed",
                hint="look at the passage",
                start=place.at("“Nobody")[0],
                end=place.at("“Nobody")[1],
            ),
        ),
    )


def plain_ledger(text: str, **rest: Any) -> Ledger:
    """A ledger on any text, for hostile and odd input; `rest` sets further fields of the document or of the ledger."""
    fields = {name: rest.pop(name) for name in list(rest) if name in Document.__struct_fields__}
    doc = Document(**({"id": document_id("x.txt", None, text), "text_id": text_id(text), "uri": "x.txt", "text": text}
                      | fields))  # fmt: skip
    made: dict[str, Any] = {"version": "0.1.0", "document": doc}
    return Ledger(**(made | rest))


_SENTENCE = (
    "Experts warn that at least 30,000 of the scandalous boats may be lost, and one in five of those in the bay; "
)


def large_ledger(characters: int = 300_000, spans: int = 5_000) -> Ledger:
    """A text of so many characters with about so many spans: claims, figures, sources, cues and flags."""
    per_claim = 7
    sentences = spans // per_claim
    filler = characters // sentences - len(_SENTENCE)
    pad = ("and so the long text goes on without saying anything that could be checked " * 20)[: filler - 3].strip()
    parts: list[str] = []
    blocks: list[Block] = []
    starts: list[int] = []
    at = 0
    for number in range(sentences):
        starts.append(at)
        part = f"{_SENTENCE}{pad}." + ("\n\n" if number % 3 == 2 else " ")
        parts.append(part)
        at += len(part)
        if number % 3 == 2:
            begin = blocks[-1].end + 2 if blocks else 0
            blocks.append(Block(start=begin, end=at - 2, kind="paragraph"))
    text = "".join(parts)
    entries = [_large_entries(number, start) for number, start in enumerate(starts)]
    return plain_ledger(
        text,
        blocks=tuple(blocks),
        title="A long text",
        language="en",
        searched=Searched(documents=1, passages=9),
        speakers=(Speaker(id="s1", name="experts", kind="group", named=False, made=MADE),),
        source_documents=(_sources()[0],),
        attributions=tuple(entry[0] for entry in entries),
        claims=tuple(entry[1] for entry in entries),
        figures=tuple(figure for entry in entries for figure in entry[2]),
        flags=tuple(flag for entry in entries for flag in entry[3]),
        traces=tuple(entry[4] for entry in entries),
    )


def _large_entries(number: int, base: int) -> tuple[Attribution, Claim, tuple[Figure, ...], tuple[Flag, ...], Trace]:
    def at(phrase: str) -> dict[str, Any]:
        start = base + _SENTENCE.index(phrase)
        return {"start": start, "end": start + len(phrase), "text": phrase}

    content = "at least 30,000 of the scandalous boats may be lost, and one in five of those in the bay"
    first = Figure(id=f"f{number}a", kind="count", low=30_000, made=MADE, **at("at least 30,000"))
    second = Figure(id=f"f{number}b", kind="proportion", low=0.2, high=0.2, made=MADE, **at("one in five"))
    said = _said(
        f"a{number}", Span(**at("Experts")), Span(**at("warn")), Span(**at(content)), named=False, speaker="s1"
    )
    flags = (
        Flag(id=f"g{number}a", category="loaded", because="list", made=MADE, **at("scandalous")),
        Flag(id=f"g{number}b", category="hedge", because="modal", made=MADE, **at("may")),
    )
    claim = Claim(id=f"c{number}", sort="fact", check_worthiness=number % 100 / 100, because=("figures",),
                  certainty=Certainty(author="certain"), attribution=(said.id,), figures=(first.id, second.id),
                  flags=(flags[0].id, flags[1].id), made=MADE, **at(content))  # fmt: skip
    trace = Trace(id=f"t{number}", claim=claim.id, rank=1, document="d:hafenbote.html",
                  passage=_passage(_GERMAN, "de"), score=0.5, finding="differs", because="25,000 is not 30,000",
                  made=MADE)  # fmt: skip
    return said, claim, (first, second), flags, trace
