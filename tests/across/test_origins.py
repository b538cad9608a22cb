"""Independent origins: who rests on whom and how that is known, circles, and how it is counted."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.across.made import made_text
from tests.costs import assert_linear, cpu_seconds

from sayso.across import find_reuse, origins
from sayso.across.circles import components
from sayso.extract.attributions import find_attributions
from sayso.extract.claims import find_claims
from sayso.model import Analysis, Appearance, Block, Document, FoundReuse, Link, Origins, Span, text_id
from sayso.reading import split_sentences


def reads(  # noqa: PLR0917
    name: str,
    claim: str,
    outlet: str | None = None,
    published: str | None = None,
    more: str = "",
    href: str = "",
    language: str = "en",
) -> Analysis:
    """A document of a claim and what else it says, read by rules; with `href` the last word is a link."""
    text = f"{claim}\n\n{more}".strip()
    ends = [len(claim), *([len(text)] if more else [])]
    starts = [0, *([len(claim) + 2] if more else [])]
    blocks = tuple(Block(start=start, end=end, kind="paragraph") for start, end in zip(starts, ends, strict=True))
    links = (Link(start=len(claim) - 5, end=len(claim), href=href),) if href else ()
    uri = f"https://{name}.example/a"
    doc = Document(
        id=name, text_id=text_id(text), uri=uri, outlet=outlet, published=published, language=language, text=text, blocks=blocks, links=links,
    )  # fmt: skip
    sentences = split_sentences(text, blocks, language)
    said, speakers = find_attributions(doc, sentences, None)
    claims = find_claims(doc, sentences, (), said, (), speakers, None)
    return Analysis(document=doc, sentences=sentences, attributions=said, speakers=speakers, claims=claims)


def appears_in(read: Analysis) -> Appearance:
    """The first claim of a document."""
    claim, doc = read.claims[0], read.document
    return Appearance(
        id=f"a:{doc.id}", document=doc.id, claim=claim.id, span=Span(start=claim.start, end=claim.end, text=claim.text),
        outlet=doc.outlet, uri=doc.uri, published=doc.published,
    )  # fmt: skip


def count(*reads_: Analysis, reuse: FoundReuse | None = None) -> Origins:
    """The origins of documents that all have the claim."""
    return origins([appears_in(one) for one in reads_], reads_, reuse)


OWN = reads("a", "The harbour has lost two of its cranes.", "Merrow Times", "2026-03-01")


def test_ten_reprints_are_not_ten_sources() -> None:
    """Whoever lays it to one paper rests on it, however many they are."""
    others = [
        reads(
            f"b{at}", "The harbour has lost two of its cranes, the Merrow Times reports.", f"Paper {at}", "2026-03-02"
        )
        for at in range(9)
    ]
    found = count(OWN, *others)
    assert (found.count, found.roots, found.loops) == (1, ("a",), ())
    assert {(one.on, one.how) for one in found.rests} == {("a", ("says",))}
    assert found.because.startswith("10 documents on 1 independent origin. The text of Merrow Times, 2026-03-01")
    assert "9 documents rest on it" in found.because


def test_who_lays_it_to_nobody_is_an_origin() -> None:
    """Two texts that name nobody are two."""
    found = count(OWN, reads("b", "Two cranes fell into the harbour.", "The Dales Post", "2026-03-02"))
    assert (found.count, found.roots, found.rests) == (2, ("a", "b"), ())


def test_one_ministry_is_one_origin() -> None:
    """Also by its spokeswoman, and in another language."""
    found = count(
        reads("a", "Two cranes have to go, the interior ministry said.", "Merrow Times"),
        reads("b", "Two cranes have to go, interior ministry spokeswoman Anna Berg said.", "The Dales Post"),
        reads("c", "Zwei Kräne müssen weg, teilte das Innenministerium mit.", "Sundkurier", language="de"),
        reads("d", "Two cranes have to go, said Anna Berg.", "Oxley Bulletin"),
    )
    assert found.count == 1
    assert found.roots == ("s:innenministerium",)  # a body before who speaks for it, the shorter of two names


def test_two_bodies_are_two_origins() -> None:
    """Though both are ministries, or both of one town."""
    found = count(
        reads("a", "Two cranes have to go, the interior ministry said.", "Merrow Times"),
        reads("b", "Two cranes have to go, the finance ministry said.", "The Dales Post"),
    )
    assert found.count == 2


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Según La Gaceta del Segre, han caído dos grúas.", "es"),
        ("À en croire La Gaceta del Segre, deux grues sont tombées.", "fr"),
        ("Two cranes fell into the harbour, if La Gaceta del Segre is right.", "en"),
        ("Secondo La Gaceta del Segre sono cadute due gru.", "it"),
        ("Two cranes fell into the harbour, Spain's La Gaceta del Segre says.", "en"),
        ("Two cranes fell into the harbour, reported Spain’s Gaceta del Segre.", "en"),
    ],
)
def test_an_outlet_is_known_by_its_bare_name(text: str, language: str) -> None:
    """In the claim's own sentence, whatever stands before it."""
    first = reads("a", "Dos grúas han caído al puerto.", "La Gaceta del Segre", "2026-03-01", language="es")
    assert count(first, reads("b", text, "Merrow Times", "2026-03-02", language=language)).roots == ("a",)


def test_who_speaks_for_a_body_is_the_body() -> None:
    """Without a name, by the words of the mention, or by the sentence."""
    first = reads("a", "Zwei Kräne müssen weg, teilte das Hafenamt mit.", "Sundkurier", language="de")
    second = reads("b", "Zwei Kräne müssen weg, sagte die Leiterin des Hafenamts.", "Elbpost", language="de")
    third = reads("c", "Das Hafenamt berichtigt: Drei Kräne müssen weg, sagte ein Sprecher.", "Lohbote", language="de")
    assert count(first, second).roots == ("s:hafenamt",)
    found = origins([appears_in(first), replace(appears_in(third), claim=third.claims[-1].id)], [first, third])
    assert found.roots == ("s:hafenamt",)


@pytest.mark.parametrize(
    ("first", "second", "language"),
    [
        ("Two cranes have to go, said the Merrow Harbour Trust.", "Two cranes have to go, the trust’s warden Hal Brennock said.", "en"),
        ("Two cranes have to go, said the Merrow Harbour Trust.", "Two cranes of the Merrow Harbour Trust have to go, its warden, Hal Brennock, said.", "en"),
        ("Deux grues seront retirées, a confirmé le conseil départemental du Morvel.", "Le conseil départemental du Morvel retirera deux grues, a annoncé sa présidente, Solène Marchetti.", "fr"),
        ("Hay que retirar dos grúas, según el sindicato USO.", "Las dos grúas se retirarán, confirmó un portavoz de USO.", "es"),
        ("Deux grues seront retirées, selon le rectorat de Vaubrun.", "Deux grues seront retirées, indique un communiqué du rectorat de Vaubrun.", "fr"),
    ],
)  # fmt: skip
def test_who_is_somebodys_speaks_for_it(first: str, second: str, language: str) -> None:
    """By a word of its name, by "its", and in a paper of its own."""
    found = count(
        reads("a", first, "Merrow Times", language=language), reads("b", second, "The Dales Post", language=language)
    )
    assert found.count == 1


@pytest.mark.parametrize("who", ["Son Heung-min", "Su Tseng-chang", "Sein Win"])
def test_a_name_that_looks_like_his_is_nobodys(who: str) -> None:
    """The one body that a sentence names is not that person's."""
    found = count(
        reads("a", "Two cranes have to go, said the Merrow Harbour Trust.", "Merrow Times"),
        reads("b", f"Two cranes of the Merrow Harbour Trust have to go, {who} said.", "The Dales Post"),
    )
    assert found.count == 2


def test_a_word_that_fits_two_bodies_is_neithers() -> None:
    """Which trust “the trust” is, where there are two, is unknown."""
    found = count(
        reads("a", "Two cranes have to go, said the Merrow Harbour Trust.", "Merrow Times"),
        reads("b", "Two cranes have to go, said the Oxley Building Trust.", "Oxley Bulletin"),
        reads("c", "Two cranes have to go, the trust’s warden Hal Brennock said.", "The Dales Post"),
    )
    assert found.count == 3


def test_ministries_are_one_by_their_field() -> None:
    """Traffic is transport in a ministry's name; finance is not."""
    german = reads("a", "Zwei Kräne müssen weg, teilte das Verkehrsministerium mit.", "Sundkurier", language="de")
    assert count(german, reads("b", "Two cranes have to go, the transport ministry said.", "Merrow Times")).count == 1
    assert count(german, reads("b", "Two cranes have to go, the finance ministry said.", "Merrow Times")).count == 2


def test_where_say_so_is_not_read_a_known_source_is_known_by_its_name() -> None:
    """All of its words; no paper of the thread is such a source."""
    first = reads("a", "Han caído dos grúas, informó el Banco de Tresmares.", "El Faro", language="es")
    second = reads("b", "Sono cadute due gru, ha comunicato il Banco di Tresmares.", "La Voce", language="it")
    assert count(first, second).count == 1
    assert "names “banco de tresmares” beside it" in next(
        one.because for one in count(first, second).rests if one.document == "b"
    )
    third = reads("b", "Sono cadute due gru, ha comunicato il Banco di Serrano.", "La Voce", language="it")
    assert count(first, third).count == 2


def test_whoever_two_texts_call_alike_is_one() -> None:
    """With an article: the treasurer is one, experts are not, and the newspaper may be any."""

    def roots(who: str, language: str = "en") -> int:
        some = [
            ("a", f"Two cranes have to go, {who} said."),
            ("b", f"They say that two cranes have to go, as {who} said."),
        ]
        return count(*(reads(name, text, f"Paper {name}", language=language) for name, text in some)).count

    assert roots("the harbour treasurer") == 1
    assert roots("a harbour treasurer") == roots("the experts") == roots("the newspaper") == 2


@pytest.mark.parametrize(
    ("second", "published", "origins_"),
    [
        ("In the storm last night the harbour of Brigg lost 12 of its cranes.", "2026-03-02", 1),
        ("In the storm last night the harbour of Brigg lost 21 of its cranes.", "2026-03-02", 1),
        ("In the storm last night the harbour of Brigg lost 12 of its cranes.", "2026-03-01", 1),
        ("In the storm of last night the harbour of Brigg lost 12 cranes.", "2026-03-02", 2),
    ],
)
def test_the_claims_sentence_word_for_word_is_taken(second: str, published: str, origins_: int) -> None:
    """Though it is too short for a passage; of one day it is words of which nobody knows who had them first."""
    first = reads(
        "a", "In the storm last night the harbour of Brigg lost 12 of its cranes.", "Merrow Times", "2026-03-01"
    )
    found = count(first, reads("b", second, "The Dales Post", published))
    assert found.count == origins_
    taken = [(one.document, one.on, one.how) for one in found.rests]
    assert (("b", "a", ("takes",)) in taken) == (origins_ == 1 and published == "2026-03-02")


def test_unnamed_sources_are_no_shared_origin() -> None:
    """Experts here and experts there are unknown, and it is said so."""
    found = count(
        reads("a", "Two cranes have to go, experts say.", "Merrow Times"),
        reads("b", "Two cranes have to go, experts say.", "The Dales Post"),
    )
    assert (found.count, found.roots, found.rests) == (2, ("a", "b"), ())
    assert "without a name (“experts”), which are unknown" in found.because


def test_a_paper_that_cites_a_ministry_hands_it_on() -> None:
    """What another text says of whom a paper has it from counts for the paper."""
    found = count(
        reads("a", "Two cranes have to go.", "Merrow Times", "2026-03-01"),
        reads(
            "b",
            "Two cranes have to go, the Merrow Times reports, citing the interior ministry.",
            "The Dales Post",
            "2026-03-02",
        ),
    )
    assert [(one.document, one.on) for one in found.rests] == [("a", "s:interior ministry"), ("b", "a")]
    assert (found.count, found.roots) == (1, ("s:interior ministry",))


def test_a_link_is_a_rest() -> None:
    """To an address in any spelling, beside the claim."""
    found = count(
        OWN,
        reads("b", "Two cranes fell into the harbour.", "The Dales Post", href="http://www.a.example/a/?utm_source=x"),
    )
    (rests,) = found.rests
    assert (rests.document, rests.on, rests.how, found.count) == ("b", "a", ("links",), 1)


def test_a_link_to_a_document_outside_the_thread_is_an_origin() -> None:
    """Two texts that link to one study rest on it, though it does not have the claim in these words."""
    study = reads("s", "A study of cranes.", "Journal of Harbours", "2026-01-05")
    some = [
        reads("a", "Two cranes fell into the harbour.", "Merrow Times", href="https://s.example/a"),
        reads("b", "Two cranes have gone.", "The Dales Post", href="https://s.example/a"),
    ]
    found = origins([appears_in(one) for one in some], [*some, study])
    assert (found.count, found.roots) == (1, ("s",))
    assert "The text of Journal of Harbours, 2026-01-05, which does not have the claim: 2 documents" in found.because


def test_taken_passages_and_copies() -> None:
    """Whoever took the words rests on them; where it is unknown who took them, the words are one origin."""
    story = made_text(3, 80)
    first, second = (
        reads(name, story, f"Paper {name}", day) for name, day in (("a", "2026-03-01"), ("b", "2026-03-04"))
    )
    found = count(first, second, reuse=find_reuse([first, second]))
    assert found.roots == ("a",)
    assert found.rests[0].how == ("takes", "copies")
    unknown = [replace(one, document=replace(one.document, published=None)) for one in (first, second)]
    tied = count(*unknown, reuse=find_reuse(unknown))
    assert tied.count == 1
    assert tied.roots[0].startswith("s:text ")
    assert "who had them first is unknown" in tied.rests[0].because


def test_an_agency_that_is_not_there_is_one_origin() -> None:
    """Its mark says whose text it is; what its text lays the claim to lies behind it."""
    some = [
        reads("a", "CORRAN (Reuters) - Two cranes fell into the harbour.", "Merrow Times"),
        reads("b", "CORRAN (Reuters) - The harbour has lost two of its cranes.", "The Dales Post"),
    ]
    assert count(*some).roots == ("s:reuters",)


def test_circles_are_found_and_are_nobodys() -> None:
    """Two that name each other, three that name the next."""
    two = [
        reads("a", "Two cranes have gone, The Dales Post reports.", "Merrow Times", "2026-03-01"),
        reads("b", "Two cranes have gone, the Merrow Times reports.", "The Dales Post", "2026-03-01"),
    ]
    found = count(*two)
    assert (found.count, found.roots, found.loops) == (1, (), (("a", "b"),))
    assert "A circle: Merrow Times, The Dales Post rest on each other, one origin that is nobody’s" in found.because
    third = reads("c", "Two cranes have gone, the Merrow Times reports.", "Oxley Bulletin", "2026-03-01")
    first = reads("a", "Two cranes have gone, The Dales Post reports.", "Merrow Times", "2026-03-01")
    second = reads("b", "Two cranes have gone, the Oxley Bulletin reports.", "The Dales Post", "2026-03-01")
    assert count(first, second, third).loops == (("a", "b", "c"),)


def test_titles_and_addresses_with_words_of_the_claim_are_nobodys_name() -> None:
    """The interior ministry is no article that is headed or addressed so; a study that is called by its title is one."""
    some = [
        reads(name, "Two cranes have to go, the interior ministry said.", outlet)
        for name, outlet in (("a", None), ("b", "Kranbote"))
    ]
    headed = [
        replace(
            one,
            document=replace(
                one.document,
                title="Interior ministry: cranes have to go",
                uri=f"https://{one.document.id}.example/interior-ministry-cranes",
            ),
        )
        for one in some
    ]
    found = count(*headed)
    assert (found.loops, found.roots) == ((), ("s:interior ministry",))
    study = reads("s", "Two cranes have to go.")
    titled = replace(study, document=replace(study.document, title="Northern Harbour Crane Report"))
    cites = reads("c", "Two cranes have to go, according to the Northern Harbour Crane Report.", "Merrow Times")
    assert count(titled, cites).roots == ("s",)


def test_a_paper_that_comes_back_to_its_own_story_is_no_circle() -> None:
    """Its first text rests on nobody; the later one rests on the paper that took it up."""
    found = count(
        OWN,
        reads("b", "Two cranes have gone, the Merrow Times reports.", "The Dales Post", "2026-03-02"),
        reads("c", "Two cranes have gone, The Dales Post reports.", "Merrow Times", "2026-03-03"),
    )
    assert (found.loops, found.roots) == ((), ("a",))


def test_who_is_named_elsewhere_is_no_source_of_the_claim() -> None:
    """In another paragraph, or as the paper to which it was said."""
    other = reads(
        "b",
        "Two cranes have gone.",
        "The Dales Post",
        "2026-03-02",
        more="In another matter, the Merrow Times has a new editor.",
    )
    assert count(OWN, other).count == 2


def test_a_source_that_is_dated_later_is_said_so() -> None:
    """What a text says goes before dates, which are often wrong."""
    early = reads("b", "Two cranes have gone, the Merrow Times reports.", "The Dales Post", "2026-02-01")
    (rests,) = count(OWN, early).rests
    assert "dated later (2026-03-01)" in rests.because


def test_nothing_comes_of_nothing() -> None:
    """No appearances, or none whose ledger is there."""
    assert origins([], []).count == 0
    assert origins([appears_in(OWN)], []).count == 0


THREAD = (
    OWN,
    reads("b", "Two cranes have gone, the Merrow Times reports.", "The Dales Post", "2026-03-02"),
    reads("c", "Two cranes have gone, the Oxley Bulletin reports.", "Brigg Observer"),
    reads("d", "Two cranes have gone, the Brigg Observer reports.", "Oxley Bulletin"),
    reads("e", "Two cranes have to go, the interior ministry said.", "Teal Tribune", "2026-03-02"),
    reads("f", "Two cranes have to go, experts say.", "Cobham Sentinel", "2026-03-03"),
)


@settings(max_examples=30)
@given(st.permutations(THREAD))
def test_the_order_of_documents_does_not_matter(some: Sequence[Analysis]) -> None:
    """In any order the same comes out."""
    found = count(*some)
    assert found == count(*THREAD)
    assert (found.count, found.loops) == (4, (("c", "d"),))


# -- circles in a graph


def test_components_are_those_that_reach_each_other() -> None:
    """Each after those that it leads to; a node that is only led to is one, too."""
    graph = {"a": ["b"], "b": ["c", "a"], "c": ["d"], "d": ["c"], "e": ["e", "x"]}
    assert components(graph) == (("c", "d"), ("a", "b"), ("x",), ("e",))


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.frozensets(st.sampled_from("abcdefgh"))))
def test_components_are_right_by_reach(graph: dict[str, frozenset[str]]) -> None:
    """Two nodes are in one component if and only if each can be reached from the other."""
    found = {node: some for some in components(graph) for node in some}

    def reached(start: str) -> set[str]:
        seen, waiting = {start}, [start]
        while waiting:
            new = set(graph.get(waiting.pop(), ())) - seen
            seen |= new
            waiting += new
        return seen

    for one, some in found.items():
        assert set(some) == {other for other in found if other in reached(one) and one in reached(other)}


@pytest.mark.parametrize("closed", [False, True])
def test_a_long_chain_needs_no_recursion(closed: bool) -> None:  # noqa: FBT001
    """Fifty thousand documents that each name the next."""
    graph = {f"{at:06}": [f"{at + 1:06}"] for at in range(50_000)} | ({"050000": ["000000"]} if closed else {})
    assert len(components(graph)) == (1 if closed else 50_001)


@pytest.mark.parametrize("papers", [1000, 3])
def test_the_cost_is_linear_in_the_documents(papers: int) -> None:
    """Each names the one before; also where they are of three papers that have hundreds of texts each."""

    def seconds(number: int) -> float:
        some = [
            reads(
                f"d{at:04}",
                f"Two cranes have gone, the Paper {(at - 1) % papers} reports.",
                f"Paper {at % papers}",
                f"2026-03-{at % 28 + 1:02d}",
            )
            for at in range(number)
        ]
        appearing = [appears_in(one) for one in some]
        return cpu_seconds(lambda: origins(appearing, some))

    assert_linear(seconds, 40, 320)
