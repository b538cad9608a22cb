"""English sources by their words: kind, and named or not; whom a source rests on; whom pronouns and definite nouns mean."""

from __future__ import annotations

import pytest

from sayso.extract.attributions import find_attributions
from sayso.extract.attributions.outlets import Setting
from sayso.extract.attributions.sources import nature
from sayso.extract.attributions.words import words
from sayso.language.fold import fold
from sayso.language.said import said_reader
from sayso.language.tokens import tokens
from sayso.model import Attribution, Speaker

from .markdown_cases import document

SOURCES = """
the Norwegian weekly Fjellnytt | media named
the regional paper Ostbote | media named
Swiss public broadcaster RTV | media named
the online magazine Querblick | media named
the news site Harbour Wire | media named
the local radio station Kanal 5 | media named
the state news agency VNA | media named
the French daily La Vigie | media named
the Sunday Mirror Post | media named
the Valley Times | media named
the specialist journal Pediatrics Today | media named
the medical journal The Wound | media named
the business paper Handelspost | media named
the newspaper | media unnamed
a local newspaper | media unnamed
two newspapers | media unnamed
state television | media unnamed
the defence ministry | organisation named
the Ministry of Transport | organisation named
the foreign ministry | organisation named
the ministry | organisation unnamed
Lorland’s government | organisation named
the Lorland government | organisation named
the government in Kelm | organisation named
the government | organisation unnamed
the Danish police | organisation named
the police | organisation unnamed
police in Kelm | organisation named
the Kelm fire service | organisation named
the regional court in Sassen | organisation named
the Supreme Court | organisation named
the Sassen district court | organisation named
the court | organisation unnamed
a court in Vessel | organisation unnamed
the public prosecutor’s office | organisation unnamed
the Sassen prosecutor’s office | organisation named
the carmaker Velmo | organisation named
Velmo, the carmaker | organisation named
the insurer Nordschutz | organisation named
the company | organisation unnamed
a rival company | organisation unnamed
the consumer association Klartext | organisation named
the aid organisation Doctors at Sea | organisation named
the farmers’ union | organisation unnamed
the Dockers’ Union | organisation named
the University of Sorn | organisation named
Sorn University | organisation named
researchers at Sorn University | group unnamed
the Green Party | organisation named
the Greens | organisation named
the opposition | organisation unnamed
the ruling party | organisation unnamed
the Rural Alliance | organisation named
Berlin | organisation named
Paris and Rome | group named
the Vatican | organisation named
the White House | organisation named
the European Commission | organisation named
the football club FC Ravna | organisation named
FC Ravna | organisation named
her club | organisation unnamed
the World Ski Council | organisation named
the start-up Lumo | organisation named
the platform Chirp | organisation named
Prime Minister Edda Kvist | person named
the former prime minister Edda Kvist | person named
the prime minister | person unnamed
Lorland’s prime minister | person unnamed
the mayor of Brackwater | person unnamed
the mayor, Paul Okada | person named
mayor Paul Okada | person named
Dr. Ines Paulo | person named
Professor Samuel Adeyo of Kelm University | person named
the historian Lena Orr | person named
the 34-year-old Luca Demir | person named
34-year-old Luca Demir | person named
Karl Stenmark of Nordfonds | person named
a spokesman for Velmo | person named
a Velmo spokeswoman | person named
a spokesman for the ministry | person unnamed
a government spokesman | person unnamed
a spokesperson for the Kelm police | person named
a company spokesman | person unnamed
her lawyer | person unnamed
her lawyer, Nadia Faure | person named
his lawyer Nadia Faure | person named
Kvist’s lawyer | person unnamed
a neighbour | person unnamed
a senior official at the Ministry of Fisheries | person unnamed
a person familiar with the matter | person unnamed
an official who asked not to be named | person unnamed
one resident | person unnamed
one of the officials | person unnamed
another witness | person unnamed
a 41-year-old teacher | person unnamed
the user @nightowl | person named
a user called Bridgekeeper | person named
Uncle Fact | person named
Judge Carla Voigt | person named
coach Bert Lind | person named
Greta Holm, who chairs the club | person named
the driver, a man from Kelm | person unnamed
two people familiar with the talks | group unnamed
three former employees | group unnamed
several ministers | group unnamed
residents of Upper Cray | group unnamed
experts | group unnamed
most parents | group unnamed
two thirds of those asked | group unnamed
nine in ten teachers | group unnamed
the brothers Jan and Piet Vos | group named
Anna Berg and Lena Orr | group named
economists at Nordfonds | group unnamed
people in the neighbourhood | group unnamed
his parents | group unnamed
the company’s lawyers | group unnamed
sources in the ministry | group unnamed
diplomats | group unnamed
the families of the victims | group unnamed
rebels | group unnamed
the rebels | group unnamed
investigators | group unnamed
prosecutors | group unnamed
a report | document unnamed
a report by the audit office | document unnamed
a report by the Court of Auditors | document named
the Harbour Trust’s annual report | document named
a Harbour Trust report | document named
an internal memo | document unnamed
a leaked memo of the Coastal Council | document named
a study in the journal Cold Regions | document named
a study by Sorn University | document named
a survey by the Meridian Institute | document named
a survey of 2,000 parents | document unnamed
a poll commissioned by the broadcaster TV Nord | document named
court papers | document unnamed
documents seen by the Harbour Post | document unnamed
a letter from the minister | document unnamed
a letter from Lorland’s central bank | document named
the ministry’s own figures | document unnamed
official statistics | document unnamed
figures from the Statistical Office | document named
the indictment | document unnamed
the minutes of the meeting | document unnamed
satellite images | document unnamed
the United Nations report | document named
the bill | document unnamed
Kvist’s diary | document named
the inquiry | document unnamed
a statement from the club | document unnamed
"""

#: A text, who is cited or told of in it, and in whose saying that stands ("" for hearsay).
CHAINS = [
    (
        "The weekly Polder, quoting three former guards, writes that the cells are damp.",
        "three former guards",
        "The weekly Polder",
    ),
    (
        "The plant will close in May, Radio Sund reported on Friday, quoting a union official.",
        "a union official",
        "Radio Sund",
    ),
    ("According to figures that the magazine Kontor cites, rents have doubled.", "figures", "the magazine Kontor"),
    ("Rents have doubled, according to a survey quoted in the Evening Star.", "a survey", "the Evening Star"),
    (
        "The tabloid Blick quoted a neighbour as saying that the dog had barked all night.",
        "a neighbour",
        "The tabloid Blick",
    ),
    (
        "A neighbour was quoted by the tabloid Blick as saying that the dog had barked.",
        "A neighbour",
        "the tabloid Blick",
    ),
    ("“The dog barked,” a neighbour was quoted as saying by the Evening Star.", "a neighbour", "the Evening Star"),
    ("The minister has reportedly told aides that she will resign.", "The minister", ""),
    ("The minister reportedly wants to resign.", "The minister", ""),
    ("Residents are believed to oppose the plan.", "Residents", ""),
    ("The chief executive is understood to have rejected the bid.", "The chief executive", ""),
    ("The Evening Star reported that the mayor believes the bridge is safe.", "the mayor", "The Evening Star"),
    ("The lawyer cited a study which found that one witness in five is wrong.", "which", "The lawyer"),
    ("Analysts say the figures show a slowdown.", "the figures", "Analysts"),
    (
        "A survey by the institute shows that most parents want smaller classes.",
        "most parents",
        "A survey by the institute",
    ),
    ("“The doctor told me it was nothing,” said Berta Lund.", "The doctor", "Berta Lund"),
    ("Ruiz’s agent, quoted by the same tabloid, said he had heard nothing of it.", "Ruiz’s agent", "the same tabloid"),
    (
        "The bridge is safe, said the engineer Max Roth, quoted by the agency Nordpress.",
        "the engineer Max Roth",
        "the agency Nordpress",
    ),
    ("The governor told the Evening Star that his wife had warned him against the deal.", "his wife", "The governor"),
    ("According to the mayor, engineers believe the bridge is safe.", "engineers", "the mayor"),
    (
        "The Evening Star, citing court papers, said the judge had ruled that the tape could be used.",
        "court papers",
        "The Evening Star",
    ),
    ("The paper, which cited unnamed diplomats, said talks had failed.", "unnamed diplomats", "The paper"),
    (
        "The ministry, referring to a report by the audit office, said the money was well spent.",
        "a report by the audit office",
        "The ministry",
    ),
    (
        "Citing a leaked memo, the magazine Kontor says the bank knew of the risk.",
        "a leaked memo",
        "the magazine Kontor",
    ),
    ("The union rejects the minister’s claim that wages have risen.", "the minister’s", "The union"),
    (
        "According to the agency Nordpress, which cites people in the ministry, the plan is dead.",
        "people in the ministry",
        "the agency Nordpress",
    ),
    (
        "A study by the Ministry of Culture, from which the Evening Lamp quotes, shows that children read less.",
        "A study by the Ministry of Culture",
        "the Evening Lamp",
    ),
    ("He cites figures from the health office, according to which nine infections in ten are harmless.", "which", "He"),
    (
        "An internal audit, dated March and never released, reportedly puts the wait at eighteen weeks.",
        "An internal audit",
        "",
    ),
]

#: A text, a source in it, and what the speaker behind it is called.
MEANT = [
    ("Ada Finch met Otto Vos on Monday. She said the deal was done.", "She", "Ada Finch"),
    ("Ada Finch met Otto Vos on Monday. He said the deal was done.", "He", "Otto Vos"),
    (
        "The council’s answer was a single sheet of paper. It says that the mile will pay.",
        "It",
        "single sheet of paper",
    ),
    ("When the mayor of Wick opened the pier, nobody came. He spoke of a historic day.", "He", "mayor of Wick"),
    (
        "A poll by the Meridian Institute was called false. The institute rejects the charge.",
        "The institute",
        "Meridian Institute",
    ),
    ("Oil from the firm Lavanda smells of tar. Lavanda denies misleading anyone.", "Lavanda", "firm Lavanda"),
    ("Cray’s mayor, the architect Joan Mallory, blames the firm. She said it was late.", "She", "Joan Mallory"),
    ("Prosecutors have filed charges, the court in Sassen confirmed. They accuse him of theft.", "They", "Prosecutors"),
    ("The state blames rebels in the hills. The rebels blame the state.", "The rebels", "rebels in the hills"),
    ("The cellist Bo Lindh recalled a rehearsal. “She insisted on it,” he says.", "he", "Bo Lindh"),
    (
        "The mayors of Upper and Lower Dunn, Pia Roe and Carl Voss, want a bridge. Both say it is old.",
        "Both",
        "mayors of Upper and Lower Dunn",
    ),
    ("The regional health board met. The board rejected the plan.", "The board", "regional health board"),
    (
        "Pupils treat “Uncle Fact”, an influencer with no training, as a sage. He calls himself a journalist.",
        "He",
        "“Uncle Fact”",
    ),
    ("Its own statistics put the share at six. They also reveal that line 4 did not run.", "They", "statistics"),
    (
        "The short seller Grey Heron claimed that carmaker Velmo had lied. The company denied it.",
        "The company",
        "Velmo",
    ),
]


def _table() -> list[tuple[str, str]]:
    rows = (line.split(" | ") for line in SOURCES.strip().splitlines())
    return [(phrase, told) for phrase, told in rows]


def _found(text: str) -> tuple[tuple[Attribution, ...], tuple[Speaker, ...]]:
    doc, sentences = document(text, "en")
    return find_attributions(doc, sentences, said_reader("en"))


def _source(entry: Attribution) -> str:
    return " + ".join(span.text for span in entry.source).rstrip(",")


@pytest.mark.parametrize(("phrase", "told"), _table())
def test_kind_and_name(phrase: str, told: str) -> None:
    """A source's words alone tell its kind, and whether anybody is named."""
    row = tokens(fold(phrase), 0, "en")
    own = nature(row, words("en"), Setting(opening=False, reporting=True))
    assert f"{own.kind} {'named' if own.named else 'unnamed'}" == told


@pytest.mark.parametrize(("text", "inner", "outer"), CHAINS)
def test_chain(text: str, inner: str, outer: str) -> None:
    """Who is cited stands within the saying of whoever cites."""
    found, _ = _found(text)
    by_id = {entry.id: entry for entry in found}
    links = {(_source(entry), _source(by_id[entry.within])) for entry in found if entry.within}
    assert (inner, outer) in links


@pytest.mark.parametrize(("text", "source", "name"), MEANT)
def test_who_is_meant(text: str, source: str, name: str) -> None:
    """A pronoun or definite noun goes back to the speaker named before."""
    found, speakers = _found(text)
    names = {speaker.id: speaker.name for speaker in speakers}
    meant = {names.get(entry.speaker or "") for entry in found if _source(entry) == source}
    assert meant == {name}
