"""Where everything comes from, in PROV-O (W3C) as JSON-LD: texts, claims, passages, versions, readings, people.

What the machine suggests is kept apart from what people hold: a claim has a primary source only where a person accepted
a passage, and is attributed to a speaker as the article does it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from sayso.model import Document, Event, House, Reread, SourceDocument, Trace
from sayso.review import Review, Signature

from .iris import as_json, bare, document_iri, entry_iri, name_of, web_address
from .people import NOTHING, Decided, decided, judgement_words
from .safe import line
from .signing import is_draft, state_words, version_words
from .view import ClaimView, Node, View, view_of
from .words import KINDS, outcome_words, shown_of

Json = dict[str, Any]
_LABEL, _VALUE = "rdfs:label", "prov:value"
_CONTEXT: Final[Json] = {
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_AGENTS: Final = {
    KINDS["person"]: "prov:Person",
    KINDS["organisation"]: "prov:Organization",
    KINDS["media"]: "prov:Organization",
}


def render_provenance(review: Review, house: House) -> str:
    """The provenance as JSON-LD, its context within it.

    Raises ValueError for an entry that is not exactly what the text shows at its place.
    """
    view = view_of(review.ledger)
    graph = _Graph(review, house, view)
    nodes: dict[str, Json] = {}
    for node in graph.nodes():
        nodes.setdefault(node["@id"], node)
    return as_json({"@context": _CONTEXT, "@graph": list(nodes.values())})


class _Graph:
    """The nodes of one review, in the order in which things came to be."""

    def __init__(self, review: Review, house: House, view: View) -> None:
        self._review, self._house, self._view = review, house, view
        self._doc = view.ledger.document
        self._held = decided(review, house)
        self._article = document_iri(self._doc)
        self._reading = entry_iri(self._doc, "reading", review.machine.version)
        self._reviewing = entry_iri(self._doc, "review", "")
        self._software = name_of("software", f"Sayso {review.machine.version}")

    def nodes(self) -> Iterator[Json]:
        """All nodes; one that comes twice is the same."""
        yield from self._texts()
        yield from self._activities()
        yield from self._versions()
        for each in self._view.claims:
            yield from self._claim(each, self._held.get(each.claim.id, NOTHING))

    # Texts and who is behind them

    def _texts(self) -> Iterator[Json]:
        yield from self._document(self._doc, self._doc.byline)
        for source in self._view.ledger.source_documents:
            yield from self._document(source, None)

    def _document(self, doc: Document | SourceDocument, byline: str | None) -> Iterator[Json]:
        names = [(line(doc.outlet or ""), "prov:Organization"), (line(byline or ""), "prov:Person")]
        agents = [_agent(name_of("agent", name), kind, name) for name, kind in names if name]
        yield from agents
        yield {"@id": document_iri(doc), "@type": "prov:Entity", _LABEL: line(doc.title or doc.uri)} | bare(
            {
                "dcterms:issued": doc.published,
                "dcterms:identifier": [doc.id, doc.text_id],
                "dcterms:language": doc.language,
                "prov:wasAttributedTo": _refs(agent["@id"] for agent in agents),
            }
        )

    # What was done

    def _activities(self) -> Iterator[Json]:
        version = self._review.machine.version
        yield _agent(self._software, "prov:SoftwareAgent", f"Sayso {version}".strip())
        read = [event.when for event in self._review.events if isinstance(event.act, Reread)]
        used = [self._article, *(document_iri(source) for source in self._view.ledger.source_documents)]
        yield {"@id": self._reading, "@type": "prov:Activity", _LABEL: f"Reading by Sayso {version}".strip()} | bare(
            {
                "prov:used": _refs(used),
                "prov:wasAssociatedWith": _ref(self._software),
                "prov:endedAtTime": _time(read[-1]) if read else None,
            }
        )
        done = self._acts()
        if done:
            yield from (self._person(event.who) for event in done)
            yield self._review_activity(done)

    def _acts(self) -> list[Event]:
        return [event for event in self._review.events if not isinstance(event.act, Reread)]

    def _review_activity(self, done: list[Event]) -> Json:
        people = dict.fromkeys(_person_iri(event.who) for event in done)
        return {
            "@id": self._reviewing,
            "@type": "prov:Activity",
            _LABEL: "Review by people",
            "prov:used": _ref(self._version_iri(0)),
            "prov:wasAssociatedWith": _refs(people),
            "prov:startedAtTime": _time(done[0].when),
            "prov:endedAtTime": _time(done[-1].when),
        }

    def _person(self, name: str) -> Json:
        house = self._house.name.strip()
        acting = {"prov:actedOnBehalfOf": _ref(self._house_iri())} if house else {}
        return _agent(_person_iri(name), "prov:Person", line(name)) | acting

    def _house_iri(self) -> str:
        return web_address(self._house.url) or name_of("agent", line(self._house.name))

    # The ledger's versions

    def _versions(self) -> Iterator[Json]:
        if self._house.name.strip():
            yield _agent(self._house_iri(), "prov:Organization", line(self._house.name))
        yield {
            "@id": self._version_iri(0),
            "@type": "prov:Entity",
            _LABEL: "The ledger as it was read",
            **({} if self._review.signatures else {"rdfs:comment": state_words(self._review)}),
            "prov:wasDerivedFrom": _ref(self._article),
            "prov:wasGeneratedBy": _ref(self._reading),
            "prov:wasAttributedTo": _ref(self._software),
        }
        for signature in self._review.signatures:
            yield from self._signed(signature)
        if is_draft(self._review) and self._acts():
            yield self._revision(len(self._review.signatures) + 1, state_words(self._review))

    def _signed(self, signature: Signature) -> Iterator[Json]:
        name = signature.act.name or signature.event.who
        yield self._person(name)
        yield self._revision(signature.version, version_words(self._review, signature.version)) | {
            "prov:wasAttributedTo": _ref(_person_iri(name)),
            "prov:generatedAtTime": _time(signature.event.when),
        }

    def _revision(self, version: int, words: str) -> Json:
        return {
            "@id": self._version_iri(version),
            "@type": "prov:Entity",
            _LABEL: line(words),
            "prov:wasRevisionOf": _ref(self._version_iri(version - 1)),
            "prov:wasGeneratedBy": _ref(self._reviewing),
        }

    def _version_iri(self, version: int) -> str:
        return entry_iri(self._doc, "ledger", str(version))

    # Claims

    def _claim(self, each: ClaimView, held: Decided) -> Iterator[Json]:
        iri = entry_iri(self._doc, "claim", each.claim.id)
        speakers = [_speaker(node) for node in each.chain if not node.suggested]  # a guess is nobody's word
        yield from speakers
        made = self._reviewing if held.hands else self._reading
        yield _quotation(iri, each.claim.text, self._article, (each.claim.start, each.claim.end)) | bare(
            {
                "prov:wasGeneratedBy": _ref(made),
                "prov:wasAttributedTo": _refs(speaker["@id"] for speaker in speakers),
                "prov:hadPrimarySource": self._primary(held),
            }
        )
        for trace in each.traces:
            if trace.passage and trace.document:
                yield from self._passage(iri, trace)
        yield from self._decisions(each.claim.id, iri, held)

    def _primary(self, held: Decided) -> Json | None:
        accepted = held.accepted
        if not accepted or not accepted.value or accepted.conflict:
            return None
        return _ref(self._document_iri(accepted.value.document))

    def _document_iri(self, ident: str) -> str:
        source = self._view.sources.get(ident)
        return document_iri(source) if source else name_of("document", ident)

    def _passage(self, claim: str, trace: Trace) -> Iterator[Json]:
        passage = trace.passage
        assert passage is not None  # noqa: S101  asked before
        place = entry_iri(self._doc, "passage", trace.id)
        source = self._document_iri(trace.document or "")
        yield _quotation(place, passage.text, source, (passage.start, passage.end))
        yield {
            "@id": entry_iri(self._doc, "finding", trace.id),
            "@type": "prov:Entity",
            _LABEL: "What the machine found",
            _VALUE: f"{outcome_words(shown_of(trace), abstained=trace.abstained)}: {line(trace.because)}",
            "prov:wasDerivedFrom": _refs((claim, place)),
            "prov:wasGeneratedBy": _ref(self._reading),
            "prov:wasAttributedTo": _ref(self._software),
        }

    def _decisions(self, ident: str, claim: str, held: Decided) -> Iterator[Json]:
        """A judgement and a verdict as entities of their own: whose, when, on what claim."""
        judged, verdict = held.judgement, held.verdict
        if judged:
            for value, event in ((judged.value, judged.event), *judged.others):
                yield self._decision("judgement", ident, claim, event, (event.who, judgement_words(value)))
        for one in (verdict, *verdict.others) if verdict else ():
            name = one.name or one.event.who
            yield self._person(name)
            yield self._decision("verdict", ident, claim, one.event, (name, one.rating.name)) | bare(
                {"rdfs:comment": line(one.reasons)}
            )

    def _decision(self, kind: str, ident: str, claim: str, event: Event, said: tuple[str, str]) -> Json:
        return {
            "@id": entry_iri(self._doc, kind, f"{ident} {event.seq}"),
            "@type": "prov:Entity",
            _LABEL: kind.capitalize(),
            _VALUE: line(said[1]),
            "prov:wasDerivedFrom": _ref(claim),
            "prov:wasGeneratedBy": _ref(self._reviewing),
            "prov:wasAttributedTo": _ref(_person_iri(said[0])),
            "prov:generatedAtTime": _time(event.when),
        }


def _quotation(iri: str, text: str, source: str, place: tuple[int, int]) -> Json:
    """A stretch of a text as a quotation from it, with its place in code points."""
    selector = {"@type": "oa:TextPositionSelector", "oa:start": place[0], "oa:end": place[1]}
    return {
        "@id": iri,
        "@type": "prov:Entity",
        _VALUE: text,
        "prov:wasQuotedFrom": _ref(source),
        "prov:qualifiedQuotation": {"@type": "prov:Quotation", "prov:entity": _ref(source), "oa:hasSelector": selector},
    }


def _speaker(node: Node) -> Json:
    state = " (unnamed)" if node.known == "unnamed" else ""
    return _agent(name_of("speaker", node.who), _AGENTS.get(node.kind, "prov:Agent"), f"{node.who}{state}")


def _person_iri(name: str) -> str:
    return name_of("person", line(name))


def _agent(iri: str, kind: str, name: str) -> Json:
    return {"@id": iri, "@type": kind, _LABEL: name}


def _ref(iri: str) -> Json:
    return {"@id": iri}


def _refs(iris: Iterable[str]) -> list[Json]:
    return [_ref(iri) for iri in iris]


def _time(when: str) -> Json:
    return {"@type": "xsd:dateTime", "@value": when}
