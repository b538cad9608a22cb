"""Web Annotations, provenance and ClaimReviews: by their models' rules, and as graphs that rdflib reads and is asked."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from rdflib import Graph, URIRef
from rdflib import namespace as ns

from sayso.model import House, Sign
from sayso.render import EXPORTS

from .make_review import HOUSE, events_of, hostile_review, signed_review, unsigned_review, withheld_review

#: The part of the Web Annotation vocabulary's own context that we use, so that no test asks a server for it.
ANNO: dict[str, Any] = {
    "oa": "http://www.w3.org/ns/oa#", "as": "http://www.w3.org/ns/activitystreams#", "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/", "rdf": str(ns.RDF), "rdfs": str(ns.RDFS),
    "xsd": str(ns.XSD), "id": "@id", "type": "@type", "Annotation": "oa:Annotation", "SpecificResource": "oa:SpecificResource",
    "TextualBody": "oa:TextualBody", "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextPositionSelector": "oa:TextPositionSelector", "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage", "Software": "as:Application", "Person": "foaf:Person", "Text": "dcterms:Text",
    "body": {"@id": "oa:hasBody", "@type": "@id"}, "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"}, "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"}, "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix", "value": "rdf:value", "format": "dc:format",
    "language": "dc:language", "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"}, "name": "foaf:name", "label": "rdfs:label",
    "creator": {"@id": "dcterms:creator", "@type": "@id"}, "created": {"@id": "dcterms:created", "@type": "xsd:dateTime"},
    "total": {"@id": "as:totalItems"}, "first": {"@id": "as:first", "@type": "@id"},
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"}, "partOf": {"@id": "as:partOf", "@type": "@id"},
    "startIndex": {"@id": "as:startIndex"},
    "classifying": "oa:classifying", "linking": "oa:linking", "describing": "oa:describing", "assessing": "oa:assessing",
    "commenting": "oa:commenting", "replying": "oa:replying",
}  # fmt: skip
_IRI = {"type": "string", "pattern": '^(https?://|urn:uuid:)[^\\s<>"{}|\\\\^`]*$'}
_AGENT = {"type": "object", "required": ["type", "name"], "properties": {"type": {"enum": ["Software", "Person"]}}}
#: The rules of the Web Annotation model (W3C Recommendation of 2017, chapters 3 to 5) for what we write.
ANNOTATIONS: dict[str, Any] = {
    "type": "object",
    "required": ["@context", "id", "type", "total", "first"],
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "id": _IRI,
        "type": {"const": "AnnotationCollection"},
        "total": {"type": "integer", "minimum": 0},
        "first": {
            "required": ["id", "type", "items", "partOf", "startIndex"],
            "properties": {"id": _IRI, "type": {"const": "AnnotationPage"}, "items": {"type": "array", "items": {"$ref": "#/$defs/annotation"}}},
            "not": {"required": ["@context"]},
        },
    },
    "$defs": {
        "annotation": {
            "required": ["id", "type", "body", "target", "motivation", "creator"],
            "properties": {
                "id": _IRI,
                "type": {"const": "Annotation"},
                "creator": _AGENT,
                "created": {"type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z$"},
                "motivation": {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"$ref": "#/$defs/motivation"}},
                "body": {"type": "array", "minItems": 1, "items": {"anyOf": [{"$ref": "#/$defs/text"}, {"$ref": "#/$defs/link"}]}},
                "target": {"$ref": "#/$defs/target"},
            },
        },
        "motivation": {"enum": ["classifying", "linking", "describing", "assessing", "commenting", "replying"]},
        "text": {
            "required": ["type", "value", "purpose", "creator"],
            "properties": {"type": {"const": "TextualBody"}, "value": {"type": "string"}, "purpose": {"$ref": "#/$defs/motivation"}, "creator": _AGENT},
        },
        "link": {
            "required": ["type", "source", "purpose"],
            "properties": {"type": {"const": "SpecificResource"}, "source": _IRI, "purpose": {"const": "linking"}},
        },
        "target": {
            "required": ["type", "source", "selector"],
            "properties": {
                "type": {"const": "SpecificResource"},
                "source": {"required": ["id"], "properties": {"id": _IRI}},
                "selector": {
                    "prefixItems": [
                        {"required": ["type", "exact"], "properties": {"type": {"const": "TextQuoteSelector"}}},
                        {
                            "required": ["type", "start", "end"],
                            "properties": {
                                "type": {"const": "TextPositionSelector"},
                                "start": {"type": "integer", "minimum": 0},
                                "end": {"type": "integer", "minimum": 0},
                            },
                        },
                    ],
                    "minItems": 2,
                    "maxItems": 2,
                },
            },
        },
    },
}  # fmt: skip


def _export(name: str, review: Any, house: House = HOUSE) -> Any:
    return json.loads(EXPORTS[name].render(review, house))


def _graph(data: Any) -> Graph:
    """The graph of a JSON-LD document; it may not ask any server."""
    return Graph().parse(data=json.dumps(data), format="json-ld")


def _known(word: Any, published: Any) -> bool:
    """Whether a word is one of a vocabulary's published terms, which rdflib has as a list."""
    assert URIRef(f"{published}nonsense") not in published
    return word in published


# Web Annotations


@pytest.mark.parametrize(
    "made", [(signed_review(), HOUSE), (unsigned_review(), HOUSE), (withheld_review(), HOUSE), hostile_review()]
)
def test_annotations_keep_the_rules_of_the_model(made: Any) -> None:
    found = _export("webannotation", *made)
    Draft202012Validator(ANNOTATIONS).validate(found)
    items = found["first"]["items"]
    assert found["total"] == len(items)
    assert len({item["id"] for item in items}) == len(items)


def test_an_annotation_a_claim_and_one_a_passage_at_their_places() -> None:
    review = signed_review()
    text, items = review.ledger.document.text, _export("webannotation", review)["first"]["items"]
    links = [item for item in items if "linking" in item["motivation"]]
    claims = [item for item in items if item not in links]
    assert (len(claims), len(links)) == (16, 7)
    for item in claims:
        quote, place = item["target"]["selector"]
        assert text[place["start"] : place["end"]] == quote["exact"]
        whole = quote.get("prefix", "") + quote["exact"] + quote.get("suffix", "")
        assert text.count(whole) == 1
    held = {claim["id"] for claim in claims}
    assert all(item["body"][0]["source"] in held for item in links)


def test_offsets_count_code_points_not_code_units() -> None:
    from .make_ledger import Place, plain_ledger

    text = "😀😀 A tunnel leaks."
    ledger = plain_ledger(text, claims=(Place(text).claim("c1", "A tunnel leaks", sort="fact", check_worthiness=0.5),))
    from sayso.review import review_of

    target = _export("webannotation", review_of(ledger, ()))["first"]["items"][0]["target"]
    assert target["selector"][1] == {"type": "TextPositionSelector", "start": 3, "end": 17}


def test_annotations_as_a_graph_tell_finding_judgement_and_verdict_by_their_makers() -> None:
    data = _export("webannotation", signed_review()) | {"@context": ANNO}
    found = _graph(data).query(
        """
        PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX foaf: <http://xmlns.com/foaf/0.1/>
        SELECT ?purpose ?words ?name WHERE {
            ?annotation oa:hasTarget/oa:hasSelector/oa:exact ?exact ; oa:hasBody ?body .
            ?body rdf:value ?words ; oa:hasPurpose ?purpose ; dcterms:creator/foaf:name ?name .
            FILTER(STRSTARTS(?exact, "at least 30,000") && ?purpose != oa:describing)
        } ORDER BY ?purpose ?name
        """
    )
    rows = [(str(row[0]).rpartition("#")[2], str(row[1]), str(row[2])) for row in found]  # type: ignore[index]
    assert rows == [
        ("assessing", "Partly true, Ann Lee, 2026-11-28: It counts towns rightly.", "Ann Lee"),
        ("classifying", "fact; ? not found (unsure): the passage counts nothing", "Sayso 0.1.0"),
        ("classifying", "✓ matches", "ann"),
        ("commenting", "Ask Ines Marrow, who was there", "ann"),
    ]


# Provenance


PREFIXES = """
PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX dcterms: <http://purl.org/dc/terms/>
"""


def _asked(graph: Graph, query: str) -> list[tuple[str, ...]]:
    return [tuple(str(part) for part in row) for row in graph.query(PREFIXES + query)]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "made", [(signed_review(), HOUSE), (unsigned_review(), HOUSE), (withheld_review(), HOUSE), hostile_review()]
)
def test_provenance_uses_the_words_of_prov_alone(made: Any) -> None:
    graph = _graph(_export("prov", *made))
    words = {*graph.predicates(), *graph.objects(None, ns.RDF.type)}
    ours = {word for word in words if str(word).startswith(str(ns.PROV))}
    assert ours
    assert all(_known(word, ns.PROV) for word in ours)
    assert all(_known(word, ns.DCTERMS) for word in words if str(word).startswith(str(ns.DCTERMS)))
    assert ns.OWL.sameAs not in words
    assert all(str(node).startswith(("http", "urn:uuid:")) for node in graph.subjects() if isinstance(node, URIRef))
    assert not list(
        graph.query(PREFIXES + "SELECT ?n WHERE { ?n ?p ?o . FILTER(isIRI(?n) && NOT EXISTS { ?n a ?type }) }")
    )


def test_every_claim_is_quoted_from_the_article_at_its_place() -> None:
    review = signed_review()
    rows = _asked(
        _graph(_export("prov", review)),
        """SELECT ?words ?start ?end ?title WHERE {
            ?claim prov:value ?words ; prov:wasQuotedFrom ?article ; prov:qualifiedQuotation ?how .
            ?how prov:entity ?article ; oa:hasSelector [ oa:start ?start ; oa:end ?end ] .
            ?article rdfs:label ?title ; prov:wasAttributedTo/rdfs:label "Harbour Wire" }""",
    )
    text = review.ledger.document.text
    assert len(rows) == len(review.ledger.claims)
    assert all(text[int(start) : int(end)] == words for words, start, end, _ in rows)


def test_a_primary_source_is_what_a_person_accepted_and_nothing_else() -> None:
    rows = _asked(
        _graph(_export("prov", signed_review())),
        "SELECT ?words ?title WHERE { ?claim prov:value ?words ; prov:hadPrimarySource/rdfs:label ?title } ORDER BY ?words",
    )
    assert [(words[:11], title) for words, title in rows] == [
        ("A new ferry", "El coste del transbordador"),
        ("at least 30", "El coste del transbordador"),
    ]
    assert not _asked(_graph(_export("prov", unsigned_review())), "SELECT ?c WHERE { ?c prov:hadPrimarySource ?s }")


def test_claims_are_attributed_to_their_speakers_as_the_article_does_it() -> None:
    rows = _asked(
        _graph(_export("prov", signed_review())),
        """SELECT ?name WHERE { ?claim prov:value "repairs might open the “golden gates” for cheap contractors" ;
            prov:wasAttributedTo/rdfs:label ?name } ORDER BY ?name""",
    )
    assert [name for (name,) in rows] == ["Der Hafenbote", "engineers (unnamed)"]


def test_versions_follow_each_other_and_name_who_signed_and_when() -> None:
    rows = _asked(
        _graph(_export("prov", signed_review())),
        """SELECT ?new ?old ?name ?when WHERE { ?version prov:wasRevisionOf ?before ; rdfs:label ?new ;
            prov:wasAttributedTo/rdfs:label ?name ; prov:generatedAtTime ?when . ?before rdfs:label ?old } ORDER BY ?new""",
    )
    assert rows == [
        (
            "Signed by Ann Lee on 2026-11-28, version 1",
            "The ledger as it was read",
            "Ann Lee",
            "2026-11-28T12:19:00+00:00",
        ),
        (
            "Signed by Ben Okri on 2026-11-28, version 2; correction: the verdict on claim 2",
            "Signed by Ann Lee on 2026-11-28, version 1",
            "Ben Okri",
            "2026-11-28T12:21:00+00:00",
        ),
    ]


def test_judgements_and_verdicts_are_peoples_and_findings_the_machines() -> None:
    graph = _graph(_export("prov", signed_review()))
    rows = _asked(
        graph,
        """SELECT ?kind ?value ?name ?type WHERE { ?one rdfs:label ?kind ; prov:value ?value ; prov:wasDerivedFrom ?claim ;
            prov:wasAttributedTo ?who . ?who rdfs:label ?name ; a ?type . ?claim prov:value ?words .
            FILTER(STRSTARTS(?words, "at least 30,000")) } ORDER BY ?kind ?value""",
    )
    assert [(kind, value[:12], name, kind_of.rpartition("#")[2]) for kind, value, name, kind_of in rows] == [
        ("Judgement", "✓ matches", "ann", "Person"),
        ("Verdict", "Partly true", "Ann Lee", "Person"),
        ("What the machine found", "? not found ", "Sayso 0.1.0", "SoftwareAgent"),
        ("What the machine found", "≠ differs: a", "Sayso 0.1.0", "SoftwareAgent"),
    ]
    acting = _asked(graph, "SELECT DISTINCT ?who WHERE { ?p prov:actedOnBehalfOf/rdfs:label ?who }")
    assert acting == [("The Checking Desk",)]


# ClaimReview


_NAMED = {"type": "object", "required": ["@type", "name"]}
#: What readers of ClaimReview ask for (schema.org/ClaimReview, and the properties that Google's guide names).
CLAIM_REVIEWS: dict[str, Any] = {
    "type": "array",
    "items": {
        "required": ["@context", "@type", "claimReviewed", "reviewRating", "author", "itemReviewed", "datePublished", "creativeWorkStatus"],
        "properties": {
            "@context": {"const": "https://schema.org"},
            "@type": {"const": "ClaimReview"},
            "claimReviewed": {"type": "string", "minLength": 1, "maxLength": 74},
            "url": {"type": "string", "pattern": "^https?://"},
            "datePublished": {"type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$"},
            "author": _NAMED,
            "reviewRating": {
                "required": ["@type", "alternateName"],
                "dependentRequired": {"ratingValue": ["bestRating", "worstRating"]},
                "properties": {"@type": {"const": "Rating"}},
            },
            "itemReviewed": {
                "required": ["@type", "appearance"],
                "properties": {"@type": {"const": "Claim"}, "author": _NAMED, "appearance": _NAMED, "firstAppearance": _NAMED},
            },
        },
    },
}  # fmt: skip


@pytest.mark.parametrize("made", [(signed_review(), HOUSE), (withheld_review(), HOUSE), hostile_review()])
def test_claim_reviews_have_what_their_readers_ask_for_in_words_of_schema_org(made: Any) -> None:
    found = _export("claimreview", *made)
    assert found
    Draft202012Validator(CLAIM_REVIEWS).validate(found)
    graph = _graph([one | {"@context": {"@vocab": str(ns.SDO)}} for one in found])
    words = {*graph.predicates(), *graph.objects(None, ns.RDF.type)} - {ns.RDF.type}
    assert all(_known(word, ns.SDO) for word in words)


def test_only_a_verdict_with_a_name_gives_a_claim_review() -> None:
    found = _export("claimreview", signed_review())
    assert [one["claimReviewed"][:20] for one in found] == ["A new ferry between ", "at least 30,000 pass"]


def test_a_claim_review_says_whose_verdict_on_whose_claim() -> None:
    one = _export("claimreview", signed_review())[1]
    one.pop("identifier")
    assert one == {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://desk.example/about",
        "datePublished": "2026-11-28",
        "author": {"@type": "Organization", "name": "The Checking Desk", "url": "https://desk.example/about"},
        "creator": {"@type": "Person", "name": "Ann Lee"},
        "claimReviewed": "at least 30,000 passengers from more than a hundred towns used the old…",
        "itemReviewed": {
            "@type": "Claim",
            "text": "at least 30,000 passengers from more than a hundred towns used the old line last year",
            "datePublished": "2024-03-02",
            "appearance": {
                "@type": "CreativeWork",
                "name": "The ferry that everyone pays for",
                "datePublished": "2024-03-02",
                "publisher": {"@type": "Organization", "name": "Harbour Wire"},
            },
            "firstAppearance": {
                "@type": "CreativeWork",
                "name": "El coste del transbordador",
                "datePublished": "2024-01-30",
                "publisher": {"@type": "Organization", "name": "El Faro"},
            },
        },
        "reviewRating": {
            "@type": "Rating",
            "alternateName": "Partly true",
            "ratingValue": 3,
            "bestRating": 5,
            "worstRating": 1,
        },
        "reviewBody": "It counts towns rightly.",
        "creativeWorkStatus": "Published",
    }


def _said_by(**fields: Any) -> Any:
    """The signed review, what the report notes laid to it otherwise."""
    from msgspec.structs import replace

    from sayso.review import review_of

    review = signed_review()
    said = tuple(replace(one, **fields) if one.id == "a2" else one for one in review.machine.attributions)
    return review_of(replace(review.machine, attributions=said), review.events)


def _author(review: Any) -> Any:
    return _export("claimreview", review)[1]["itemReviewed"].get("author")


def test_the_author_of_a_claim_is_who_is_meant_by_name_and_never_a_guess() -> None:
    """Not "The report (...)", as the report shows it, and nobody who is only carried over from a sentence before."""
    assert _author(signed_review()) is None
    assert _author(_said_by(suggested=False)) == {"@type": "Thing", "name": "Coastal Audit Office (report)"}
    behind = {"@type": "Thing", "name": "a recent report by the Coastal Audit Office"}
    assert _author(_said_by(suggested=False, speaker=None)) == behind
    assert _author(_said_by(suggested=False, speaker=None, resolves_to=None)) == {
        "@type": "Thing",
        "name": "The report",
    }


def test_speakers_in_the_provenance_are_who_is_meant_and_no_guesses() -> None:
    query = """SELECT ?name WHERE { ?claim prov:value ?words ; prov:wasAttributedTo/rdfs:label ?name .
        FILTER(STRSTARTS(?words, "at least 30,000")) }"""
    assert _asked(_graph(_export("prov", signed_review())), query) == []
    assert _asked(_graph(_export("prov", _said_by(suggested=False))), query) == [("Coastal Audit Office (report)",)]


@pytest.mark.parametrize(
    ("published", "older"),
    [
        ("2024-03-01", True),
        ("2024-03-02", False),
        ("2024-03", False),
        ("2024-02", True),
        ("2024-03-02T09:00:00Z", False),
    ],
)
def test_the_first_appearance_is_older_as_exactly_as_both_say(published: str, older: bool) -> None:  # noqa: FBT001
    from msgspec.structs import replace

    from sayso.review import review_of

    review = signed_review()
    document = replace(review.machine.document, published="2024-03-02T09:00:00Z")
    sources = tuple(replace(one, published=published) for one in review.machine.source_documents)
    machine = replace(review.machine, document=document, source_documents=sources)
    (one,) = _export("claimreview", review_of(machine, review.events))[1:]
    assert ("firstAppearance" in one["itemReviewed"]) is older


@pytest.mark.parametrize("name", ["webannotation", "prov", "claimreview", "csl"])
def test_no_text_ends_the_script_that_holds_linked_data(name: str) -> None:
    """A page holds JSON-LD in a script element, which the first "</script>" in it would end."""
    review, house = hostile_review()
    written = EXPORTS[name].render(review, house)
    assert isinstance(written, str)
    assert "<" not in written
    assert "</script>" in str(json.loads(written)) or name == "csl"


def test_an_unsigned_claim_review_is_marked_as_a_draft() -> None:
    from sayso.review import review_of

    review = signed_review()
    draft = review_of(review.machine, [event for event in review.events if not isinstance(event.act, Sign)])
    one = _export("claimreview", draft)[0]
    assert one["creativeWorkStatus"] == "Draft"
    assert one["comment"] == {"@type": "Comment", "text": "Draft: nobody has signed it."}


def test_without_a_verdict_there_is_none_and_the_reason_is_told() -> None:
    assert _export("claimreview", unsigned_review()) == []
    refusal = EXPORTS["claimreview"].refusal(unsigned_review(), HOUSE)
    assert refusal is not None
    assert refusal.code == "no-verdict"
    assert EXPORTS["claimreview"].refusal(signed_review(), HOUSE) is None
    assert EXPORTS["html"].refusal(unsigned_review(), HOUSE) is None


def test_verdicts_in_conflict_give_no_claim_review() -> None:
    from sayso.model import Rate
    from sayso.review import review_of

    from .make_ledger import small_ledger
    from .make_review import target

    ledger = small_ledger()
    one = target(ledger, "c2")
    events = events_of(
        ("ann", Rate(target=one, rating="true", name="Ann")), ("ben", Rate(target=one, rating="false", name="Ben"), 0)
    )
    assert _export("claimreview", review_of(ledger, events)) == []
