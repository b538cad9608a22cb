"""The union of rules and tagger: on a tagger that sees what a test tells it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from sayso.extract.attributions import find_attributions
from sayso.language.encoder import Unread
from sayso.language.said import SaidReader, Tagged, said_reader
from sayso.model import Attribution

from .markdown_cases import document


@dataclass
class Told:
    """Stands for the tagger: each entry is (source, cue, contents, score) in words of the text; keeps what it was given to read."""

    entries: list[tuple[str, str, list[str], float]]
    read_texts: list[str] = field(default_factory=list)

    def read(self, paragraphs: list[Unread]) -> list[tuple[Tagged, ...]]:
        """The entries whose words stand in a paragraph."""
        self.read_texts += [one.text for one in paragraphs]
        return [tuple(self._in(one)) for one in paragraphs]

    def _in(self, unread: Unread) -> list[Tagged]:
        found = []
        for source, cue, contents, score in self.entries:
            if all(part in unread.text for part in (source, cue, *contents)):
                parts = [((source,) if source else ()), (cue,), contents]
                places = [tuple(self._place(unread, words) for words in part) for part in parts]
                found.append(Tagged(places[0], places[1], places[2], score))
        return found

    @staticmethod
    def _place(unread: Unread, words: str) -> tuple[int, int]:
        start = unread.start + unread.text.index(words)
        return start, start + len(words)


def read(text: str, *entries: tuple[str, str, list[str], float], language: str = "en") -> tuple[Attribution, ...]:
    """What is found in a text in which the tagger sees some entries."""
    doc, sentences = document(text, language)
    found, _ = find_attributions(doc, sentences, Told(list(entries)))  # type: ignore[arg-type]
    return found


def words(entry: Attribution) -> tuple[str, str, str]:
    """Source, cue and content in words."""
    source, cue, content = (" + ".join(span.text for span in part) for part in (entry.source, entry.cue, entry.content))
    return source, cue, content


MAYOR = "The mayor said the ferry would sail at noon, whatever the weather."


def test_where_the_tagger_is_sure_its_spans_stand() -> None:
    """Both see the same cue: the tagger's content is taken, and both are named as the reason."""
    (entry,) = read(MAYOR, ("The mayor", "said", ["the ferry would sail at noon"], 0.9))
    assert words(entry) == ("The mayor", "said", "the ferry would sail at noon")
    assert "stands before the cue" in entry.because
    assert "tagger (0.90)" in entry.because


def test_where_it_is_not_the_rule_stands() -> None:
    """An unsure tagger does not cut what a rule reads."""
    (entry,) = read(MAYOR, ("The mayor", "said", ["at noon"], 0.4))
    assert words(entry)[2] == "the ferry would sail at noon, whatever the weather"


def test_what_is_inserted_between_a_subject_and_its_verb() -> None:
    """Two halves of one sentence that the tagger lays to the same voice: what the voice says, and what stands in it."""
    outer, inner = read(
        "The audit, critics said, blames the builder.",
        ("critics", "said", ["The audit"], 0.9),
        ("critics", "blames", ["the builder"], 0.9),
    )
    assert words(outer) == ("critics", "said", "The audit + blames the builder")
    assert words(inner) == ("The audit", "blames", "the builder")
    assert inner.within == outer.id


def test_an_insertion_behind_a_quotation_is_none() -> None:
    """What is quoted is no subject: the tagger's own reading stands."""
    text = "“No,” critics said, opposed as ever."
    (entry,) = read(text, ("critics", "said", ["“No,”"], 0.9))
    assert words(entry) == ("critics", "said", "“No,”")


def test_whoever_is_told_of_in_a_relative_clause_is_not_who_speaks() -> None:
    """The rule's source stands where the tagger takes one behind "which"."""
    found = read(
        "A memo from the ministry, which the Post has seen, warns of delays.",
        ("the Post", "warns of", ["A memo", "delays"], 0.9),
    )
    assert words(found[0]) == ("A memo from the ministry", "warns of", "delays")


def test_a_source_that_ends_with_who() -> None:
    """What tells why there is no name belongs to the source; what only adds something does not."""
    text = "A clerk who asked not to be named grumbled that nobody had checked."
    found = read(text, ("A clerk who", "grumbled", ["that nobody had checked"], 0.95))
    assert "A clerk who asked not to be named" in [words(one)[0] for one in found]
    text = "The station, which names nobody, grumbled that the driver was tired."
    found = read(text, ("The station, which", "grumbled", ["that the driver was tired"], 0.95))
    assert "The station" in [words(one)[0] for one in found]


def test_auxiliaries_alone_are_no_cue() -> None:
    """A cue "has also" says nothing, "reportedly" does."""
    text = "A letter, which the Wire has also kept, shows three names."
    assert not [one for one in read(text, ("the Wire", "has also", ["three names"], 0.99)) if "has" in words(one)[1]]
    told = read("The rink reportedly opens on Friday.", ("", "reportedly", ["The rink", "opens on Friday"], 0.9))
    assert words(told[0])[1] == "reportedly"


@pytest.mark.parametrize(("score", "count"), [(0.9, 1), (0.3, 0)])
def test_what_the_tagger_alone_sees(score: float, count: int) -> None:
    """A cue in no list is kept where it is likelier right than wrong."""
    found = read(
        "Farmers harrumphed about the price of hay.", ("Farmers", "harrumphed about", ["the price of hay"], score)
    )
    assert len(found) == count


def test_an_outlet_behind_its_cue_speaks() -> None:
    """A cue with an outlet behind it: a rule knows the outlet, whatever the tagger takes for the source."""
    text = "Smugglers earn more than ever from the crossing, that is the gangs of the coast, notes El Faro."
    (entry,) = read(
        text, ("the gangs of the coast", "notes", ["Smugglers earn more than ever from the crossing"], 0.95)
    )
    assert words(entry)[0] == "El Faro"


def test_a_source_that_the_tagger_lacks() -> None:
    """The rule's source is added to what the tagger sees."""
    (entry,) = read(MAYOR, ("", "said", ["the ferry would sail at noon"], 0.95))
    assert words(entry) == ("The mayor", "said", "the ferry would sail at noon")


def test_a_source_that_the_tagger_cuts_short() -> None:
    """A rule knows the whole name of an outlet that the tagger has never met."""
    text = "As the German Hafenkurier notes, the ferry will be sold."
    (entry,) = read(text, ("the German", "notes", ["the ferry will be sold"], 0.98))
    assert words(entry)[0] == "the German Hafenkurier"


def test_a_source_with_its_relative_pronoun() -> None:
    """The pronoun belongs to the source's span, and not to the speaker's name."""
    doc, sentences = document("The memo is by an engineer who pleaded for a new bridge.", "en")
    told = Told([("an engineer who", "pleaded for", ["a new bridge"], 0.95)])
    _, speakers = find_attributions(doc, sentences, told)  # type: ignore[arg-type]
    assert [speaker.name for speaker in speakers] == ["engineer"]


def test_whom_a_source_cites_stays() -> None:
    """A chain by rules is not undone: the paper outside, the officials whom it cites inside."""
    text = "The ferry was full, the Harbour Post reported, citing port officials."
    entries = [("the Harbour Post", "reported", ["The ferry was full"], 0.99)]
    found = read(text, *entries)
    assert [(words(entry)[0], entry.within) for entry in found] == [
        ("the Harbour Post", None),
        ("port officials", "a1"),
    ]


def test_what_is_said_is_read_again() -> None:
    """What is laid to somebody is read as a text of its own, without the marks around it, and what is seen there stands within."""
    text = "“My aunt swears that the bridge sings at night,” Ann Lee said."
    told = Told([("Ann Lee", "said", ["“My aunt swears that the bridge sings at night,”"], 0.99)])
    told.entries.append(("My aunt", "swears", ["that the bridge sings at night"], 0.9))
    doc, sentences = document(text, "en")
    found, _ = find_attributions(doc, sentences, told)  # type: ignore[arg-type]
    assert told.read_texts[1] == "My aunt swears that the bridge sings at night,"
    inner = next(entry for entry in found if words(entry)[0] == "My aunt")
    assert inner.within == next(entry.id for entry in found if words(entry)[0] == "Ann Lee")


ALCALDESA = "La alcaldesa dijo que el ferri zarparía a mediodía, haga el tiempo que haga."


def test_rules_come_first_in_other_languages() -> None:
    """Both see the same cue in Spanish: the rule's spans stand, and both are named as the reason."""
    (entry,) = read(ALCALDESA, ("alcaldesa", "dijo", ["que el ferri zarparía a mediodía"], 0.99), language="es")
    assert words(entry) == ("La alcaldesa", "dijo", "que el ferri zarparía a mediodía, haga el tiempo que haga")
    assert "tagger (0.99)" in entry.because


def test_what_a_rule_lays_to_somebody_stands() -> None:
    """The tagger lays the same words to somebody else by another cue: the rule's attribution is the only one."""
    text = "El ferri zarpará a mediodía, dijo la alcaldesa ante el patrón."
    (entry,) = read(text, ("el patrón", "ante", ["El ferri zarpará a mediodía"], 0.99), language="es")
    assert words(entry) == ("la alcaldesa", "dijo", "El ferri zarpará a mediodía")


@pytest.mark.parametrize(("score", "count"), [(0.97, 1), (0.9, 0)])
def test_a_strange_cue_must_be_sure(score: float, count: int) -> None:
    """A cue that no list holds is kept in French only where the tagger is very sure."""
    told = ("Les éleveurs", "clabaudent sur", ["le prix du foin"], score)
    assert len(read("Les éleveurs clabaudent sur le prix du foin.", told, language="fr")) == count


@pytest.mark.parametrize("source", ["Vous", "Le"])
def test_who_is_nobody_does_not_speak(source: str) -> None:
    """Neither the reader whom an author addresses nor an article by itself is a source."""
    told = (source, "auriez cru", ["que le pont tenait"], 0.99)
    assert not read(f"{source} auriez cru que le pont tenait.", told, language="fr")


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        (
            "Le chantier de Skarv ne sait plus réparer ce moteur.",
            ("Le chantier de Skarv", "ne sait plus", ["réparer ce moteur"], 0.99),
        ),
        ("El alumno sabe leer los planos.", ("El alumno", "sabe", ["leer los planos"], 0.99)),
        (
            "Les corbeaux urbains se montrent plus agressifs.",
            ("Les corbeaux urbains", "se montrent", ["plus agressifs"], 0.99),
        ),
        ("Le maire rit et je lui ai répondu que non.", ("Le maire", "ai répondu", ["que non"], 0.99)),
    ],
)
def test_what_says_nothing_is_no_say_so(text: str, entry: tuple[str, str, list[str], float]) -> None:
    """What somebody can do, how somebody is, and what the author did beside another's name, however sure the tagger is."""
    assert not read(text, entry, language="es" if text.startswith("El ") else "fr")


def test_what_somebody_knows_of_a_thing_is_kept() -> None:
    """Behind "sait" a word that ends as an infinitive does may be a preposition: "par ses voisins"."""
    text = "La mairie le sait par ses voisins, et ils sont inquiets."
    assert read(text, ("La mairie", "sait", ["par ses voisins"], 0.99), language="fr")


def test_a_lone_pronoun_before_the_cue_is_the_source() -> None:
    """The tagger takes "elle" for a part of what is said: it is who says it."""
    text = "De son successeur, elle ne dira rien, sinon qu’il a du courage."
    (entry,) = read(text, ("", "ne dira", ["elle", "rien, sinon qu’il a du courage"], 0.99), language="fr")
    assert words(entry) == ("elle", "ne dira", "rien, sinon qu’il a du courage")


def test_what_is_told_within_a_quotation_leaves_it_open_who_is_quoted() -> None:
    """A quotation that is a sentence of its own is carried over from who spoke before, though the tagger sees somebody else's words in it."""
    text = "L’ancienne comédienne dit que c’était prévu. « Le maire m’a dit un jour que mes spectacles lui donnaient mal à la tête. »"
    found = read(
        text,
        ("L’ancienne comédienne", "dit", ["que c’était prévu"], 0.99),
        ("Le maire", "a dit", ["que mes spectacles lui donnaient mal à la tête"], 0.99),
        language="fr",
    )
    carried = next(entry for entry in found if entry.suggested)
    inner = next(entry for entry in found if words(entry)[0] == "Le maire")
    assert inner.within == carried.id


def test_what_rules_read_in_a_quotation_stands() -> None:
    """What the tagger sees of a saying within a quotation gives way to what rules find there."""
    text = "«Mi tía dice que el puente canta de noche», contó Ana Rey."
    entries = [
        ("Ana Rey", "contó", ["«Mi tía dice que el puente canta de noche»"], 0.99),
        ("Mi tía", "dice", ["que el puente"], 0.99),
    ]
    inner = next(entry for entry in read(text, *entries, language="es") if words(entry)[0] == "Mi tía")
    assert words(inner)[2] == "que el puente canta de noche"
    assert inner.within is not None


@pytest.fixture(scope="module")
def reader() -> SaidReader:
    """The English tagger as it ships."""
    found = said_reader("en")
    assert found is not None
    return found


ODD = [
    "“We will not close it, she said. “Never.",
    "‘A “b” c’, he said “",
    "אמר שר האוצר: “The budget is late,” said the minister.",
    "\u202eThe mayor said no.\u202c",
    "said said said said said",
    "“” “” ‘’ said",
    "[SEP] [CLS] said [MASK]",
    "\ud800 said “\udfff”",
]


@pytest.mark.parametrize("text", ODD)
def test_odd_texts(reader: SaidReader, text: str) -> None:
    """No odd text raises with the real tagger, and spans are what they show."""
    doc, sentences = document(text, "en")
    found, _ = find_attributions(doc, sentences, reader)
    for entry in found:
        for span in (*entry.source, *entry.cue, *entry.content):
            assert doc.text[span.start : span.end] == span.text


def test_a_sentence_like_those_in_the_news(reader: SaidReader) -> None:
    """The real tagger and the rules together: the newspaper outside, its experts within."""
    text = "As the German Hafenpost notes, experts are convinced that the ferry will be sold.\nIts captain shrugged that nobody had asked him."
    doc, sentences = document(text, "en")
    found, speakers = find_attributions(doc, sentences, reader)
    assert [words(entry)[0] for entry in found[:2]] == ["the German Hafenpost", "experts"]
    assert (found[0].within, found[1].within) == (None, "a1")
    assert found == find_attributions(doc, sentences, reader)[0]
    assert speakers[0].name == "Hafenpost"


def test_a_source_is_no_part_of_what_it_says() -> None:
    """Of what is said, the words of the source are left out."""
    found = read(
        "Twelve minutes were won, notes its maker.",
        ("its maker", "notes", ["Twelve minutes were won", "its maker"], 0.9),
    )
    assert [[span.text for span in one.content] for one in found] == [["Twelve minutes were won"]]


def test_hearsay_keeps_its_clause_where_nobody_is_seen() -> None:
    """The tagger's cue does not take the verb out of what is hearsay."""
    found = read("The spill is allegedly against the law.", ("", "is allegedly against", ["the law"], 0.9))
    assert [(one.cue[0].text, [span.text for span in one.content]) for one in found] == [
        ("allegedly", ["The spill is", "against the law"])
    ]
