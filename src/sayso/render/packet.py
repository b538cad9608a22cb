"""The evidence packet: a ZIP file with all that is needed to repeat a check, and to sign what came of it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final

import msgspec

from sayso.model import House, Ledger
from sayso.review import Review

from .exports import render_json
from .page import render_html
from .plain import plain_summary
from .review_data import render_reviewed_json
from .signing import state_words

#: The time that every file of the packet bears, so that the same ledger gives the same bytes.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
#: How the names of weights begin among what a ledger was made with.
_WEIGHTS: Final = "weights/"
#: What a person reads first.
_README: Final = """\
Evidence packet of Sayso

ledger.json    everything that was found, with every span and reason (schema sayso.ledger/1)
report.html    the same, to be read in a browser; it asks for nothing from any server
summary.txt    the same in short
searched.json  what was searched: each source document with the hashes of its bytes and its text, the settings, and with
               what it was done: {made_with}
SHA256SUMS     the hashes of these files: sha256sum -c SHA256SUMS

To repeat it: read the same article against the same source documents (searched.json) with the same version and settings; the ledger is
the same, byte for byte. To sign it: sign SHA256SUMS. What is here are findings about texts, suggested by a machine; whether something is
true is for a person.
"""

#: What is added where models were asked.
_SUGGESTED: Final = """
A model server was asked about findings that abstain. Its answers stand in ledger.json ("suggestions") as they came, each with the server, the
model and the hash of what was sent. No finding rests on them, and asking again may bring other answers.
"""


#: What it says more where people reviewed it.
_REVIEWED: Final = """
events.jsonl   everything that people did with it, in order: who, when, what (ledger.json has it too, with what stands of it)

The ledger is as people left it; as the machine had it, it is under review.machine of ledger.json where the two differ.
State: """


def render_packet(
    ledger: Ledger,
    made_with: Mapping[str, str],
    pictures: Mapping[str, bytes] | None = None,
    *,
    review: Review | None = None,
    house: House | None = None,
) -> bytes:
    """The packet as the bytes of a ZIP file, the same for the same input.

    `made_with` are versions and hashes by name, `pictures` those of `render_html`. With the `review` that `ledger` is of,
    it holds people's events, and the report says who signed it. Raises ValueError for an entry that is not exactly what
    the text shows.
    """
    files = {
        "README.txt": _readme(ledger, made_with),
        "ledger.json": render_json(ledger),
        "report.html": render_html(ledger, pictures),
        "searched.json": json.dumps(_searched(ledger, made_with), ensure_ascii=False, indent=2) + "\n",
        "summary.txt": plain_summary(ledger),
    }
    if review:
        files |= _reviewed(ledger, pictures, review, house or House())
        files["README.txt"] = _readme(ledger, made_with) + f"{_REVIEWED}{state_words(review)}\n"
    held = {name: text.encode("utf-8", "backslashreplace") for name, text in files.items()}
    sums = "".join(f"{sha256(body).hexdigest()}  {name}\n" for name, body in sorted(held.items()))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packet:
        for name, body in (*held.items(), ("SHA256SUMS", sums.encode())):
            packet.writestr(zipfile.ZipInfo(name, _EPOCH), body, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def _readme(ledger: Ledger, made_with: Mapping[str, str]) -> str:
    """What a person reads first: it promises only what is there."""
    weights = any(name.startswith(_WEIGHTS) for name in made_with)
    libraries = any(name != "sayso" and not name.startswith(_WEIGHTS) for name in made_with)
    known = "versions of the program and its libraries" if libraries else "the version of the program"
    words = f"{known}, hashes of its weights" if weights else known
    return _README.format(made_with=words) + (_SUGGESTED if ledger.suggestions else "")


def _reviewed(ledger: Ledger, pictures: Mapping[str, bytes] | None, review: Review, house: House) -> dict[str, str]:
    """The files that tell of the review, in place of those that know nothing of it."""
    state = state_words(review)
    return {
        "ledger.json": render_reviewed_json(review, house),
        "report.html": render_html(ledger, pictures, review=review, house=house),
        "summary.txt": plain_summary(ledger, state=state),
        "events.jsonl": "".join(msgspec.json.encode(event).decode() + "\n" for event in review.events),
    }


def _searched(ledger: Ledger, made_with: Mapping[str, str]) -> dict[str, Any]:
    doc = ledger.document
    traced = {trace.claim for trace in ledger.traces if trace.finding != "not_found"}
    asked = {trace.claim for trace in ledger.traces}
    return {
        "article": {"uri": doc.uri, "id": doc.id, "text_id": doc.text_id},
        "source_documents": [
            {
                "uri": source.uri,
                "title": source.title,
                "outlet": source.outlet,
                "published": source.published,
                "language": source.language,
                "text_id": source.text_id,
                "source_hash": source.source_hash,
                "bytes": source.size,
            }
            for source in ledger.source_documents
        ],
        "passages": ledger.searched.passages,
        "settings": dict(sorted(ledger.searched.settings.items())),
        "claims_found": len(traced),
        "claims_not_found": [claim.text for claim in ledger.claims if claim.id in asked - traced],
        "wanted": [entry.because for entry in ledger.wanted],
        **_adjudicators(ledger),
        "made_with": dict(sorted(made_with.items())),
    }


def _adjudicators(ledger: Ledger) -> dict[str, Any]:
    """Which models were asked, how often, and how many answers were taken; nothing where none was."""
    if not ledger.suggestions:
        return {}
    rows: dict[tuple[str, str, str], dict[str, Any]] = {}
    for each in ledger.suggestions:
        names = {"host": each.host, "model": each.model, "model_reported": each.model_reported}
        key = (each.host, each.model, each.model_reported or "")
        row = rows.setdefault(key, names | {"answers": 0, "taken": 0, "payloads": []})
        row["answers"] += 1
        row["taken"] += each.finding is not None
        row["payloads"].append(each.payload)
    return {"adjudicators": list(rows.values())}
