"""What differs between two ledgers: the nouns. Spans are always those of the texts themselves."""

from __future__ import annotations

from typing import Any, Final, Literal

import msgspec

from sayso.model import Entry, Relation, Span

SCHEMA: Final = "sayso.changes/1"
How = Literal["added", "dropped", "changed", "moved"]
Kind = Literal[
    "document", "claim", "figure", "attribution", "speaker", "flag", "source_document", "wanted", "problem", "made"
]


class Edit(Entry, frozen=True, kw_only=True):
    """Words within a sentence: `old` became `new`; one of them is None where words were only added or only dropped."""

    old: Span | None
    new: Span | None


class TextChange(Entry, frozen=True, kw_only=True):
    """A sentence that was added, dropped, changed or moved, with both places and, where it changed, the words.

    A sentence that moved and was changed on the way has `how` "moved" and `edits`.
    """

    how: How
    old: Span | None
    new: Span | None
    edits: tuple[Edit, ...] = ()
    told: str = ""


class Part(Entry, frozen=True, kw_only=True):
    """One thing that changed of an entry: what, from what to what, in words, with places where it has some.

    `relation` is how the new figure relates to the old one. The places of a passage are those in its source document.
    """

    what: str
    old: str | None
    new: str | None
    old_span: Span | None = None
    new_span: Span | None = None
    relation: Relation | None = None
    told: str


class Change(Entry, frozen=True, kw_only=True):
    """An entry that only one ledger has, or that differs: its id and place in each, what changed, and a plain sentence."""

    kind: Kind
    how: How
    old_id: str | None = None
    new_id: str | None = None
    old: Span | None = None
    new: Span | None = None
    parts: tuple[Part, ...] = ()
    told: str


class Side(Entry, frozen=True, kw_only=True):
    """One of the two ledgers, in short: what was read, and the version of Sayso that wrote it."""

    uri: str
    text_id: str
    title: str | None = None
    published: str | None = None
    language: str = "und"
    version: str = ""


class Changes(Entry, frozen=True, kw_only=True):
    """Everything that differs. `text` are the sentences, `spaces` white space alone, so that both together are exact.

    `same_article` is False where the two are from different addresses: then all may differ, and it says little.
    """

    schema: Literal["sayso.changes/1"] = "sayso.changes/1"
    old: Side
    new: Side
    same_article: bool
    text: tuple[TextChange, ...] = ()
    spaces: tuple[TextChange, ...] = ()
    document: tuple[Change, ...] = ()
    claims: tuple[Change, ...] = ()
    figures: tuple[Change, ...] = ()
    attributions: tuple[Change, ...] = ()
    speakers: tuple[Change, ...] = ()
    flags: tuple[Change, ...] = ()
    source_documents: tuple[Change, ...] = ()
    wanted: tuple[Change, ...] = ()
    problems: tuple[Change, ...] = ()
    made: tuple[Change, ...] = ()

    @property
    def entries(self) -> tuple[Change, ...]:
        """All changes but those of the text, in the order in which they are shown."""
        groups = (self.document, self.claims, self.figures, self.attributions, self.speakers, self.flags,
                  self.source_documents, self.wanted, self.problems, self.made)  # fmt: skip
        return tuple(change for group in groups for change in group)

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs that is compared."""
        return not (self.text or self.spaces or self.entries)

    def to_json(self, *, indent: int = 2) -> str:
        """The changes as JSON text, the same for the same changes, ending with a line break."""
        return msgspec.json.format(msgspec.json.encode(self), indent=indent).decode() + "\n"


def changes_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of changes."""
    schema = msgspec.json.schema(Changes)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": SCHEMA, **schema}
