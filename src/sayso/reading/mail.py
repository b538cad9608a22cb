"""E-mails: the body, with the subject as title, the sender as byline, and its date."""

from __future__ import annotations

import email
import email.policy
import email.utils
from typing import TYPE_CHECKING

import msgspec

from sayso.model import Block, Link, Problem

from .decode import charset_of_page, decode
from .draft import Builder, Draft, one_line
from .plain import read_plain

if TYPE_CHECKING:
    from email.message import EmailMessage

    from .formats import Source


def read_mail(source: Source) -> Draft:
    """Read a message: its plain part, or its HTML where that says more.

    The subject opens the text; attachments are not read, and a problem names them. Raises UnreadableError "empty", "binary" or "too-large".
    """
    message: EmailMessage = email.message_from_bytes(source.data, policy=email.policy.default)
    title = one_line(_header(message, "subject"))
    body, problems = _body(message)
    draft = _headed(body, title)
    return msgspec.structs.replace(
        draft,
        media_type="message/rfc822",
        title=title or body.title,
        byline=_sender(message) or body.byline,
        published=_date(message),
        language=one_line(_header(message, "content-language")),
        problems=(*problems, *_attachments(message)),
    )


def _body(message: EmailMessage) -> tuple[Draft, tuple[Problem, ...]]:
    plain, problems = _part(message, "plain")
    page, page_problems = _part(message, "html")
    draft = read_plain(plain)
    if not page.strip():
        return draft, problems
    from .html import add_page

    builder = Builder()
    cut = add_page(builder, page)
    # A plain part of a line or two only says that there is an HTML part.
    if 2 * len(plain.split()) >= len(builder.text.split()):
        return draft, problems
    whole = Draft(text=builder.text, media_type="text/html", links=tuple(builder.links), blocks=tuple(builder.blocks))
    return whole, (*page_problems, *cut)


def _part(message: EmailMessage, kind: str) -> tuple[str, tuple[Problem, ...]]:
    part = message.get_body(preferencelist=(kind,))
    payload = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(payload, bytes) or not payload.strip():
        return "", ()
    declared = part.get_content_charset()
    return decode(payload, declared or (charset_of_page(payload) if kind == "html" else None))


def _headed(body: Draft, title: str | None) -> Draft:
    """The body under its subject, all places moved down."""
    if not title:
        return body
    by = len(title) + 2
    blocks = [Block(start=0, end=len(title), kind="title")]
    for block in body.blocks:
        kind = "heading" if block.kind == "title" else block.kind
        blocks.append(Block(start=block.start + by, end=block.end + by, kind=kind))
    links = tuple(Link(start=link.start + by, end=link.end + by, href=link.href) for link in body.links)
    return msgspec.structs.replace(body, text=f"{title}\n\n{body.text}", blocks=tuple(blocks), links=links)


def _header(message: EmailMessage, name: str) -> str:
    # The parser of headers raises errors of many kinds for broken ones.
    try:
        return str(message[name] or "")
    except Exception:  # noqa: BLE001 - a header that cannot be read is none
        return ""


def _sender(message: EmailMessage) -> str | None:
    name, address = email.utils.parseaddr(_header(message, "from"))
    return one_line(name or address)


def _date(message: EmailMessage) -> str | None:
    try:
        return email.utils.parsedate_to_datetime(_header(message, "date")).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return None


def _attachments(message: EmailMessage) -> tuple[Problem, ...]:
    parts = [part for part in message.walk() if part.get_content_maintype() != "multipart"]
    apart = [part for part in parts if part.is_attachment() or part.get_filename()]
    names = [one_line(part.get_filename()) or part.get_content_type() for part in apart]
    if not names:
        return ()
    what = f"{len(names)} attachment{'s' if len(names) > 1 else ''} not read: {', '.join(names)}"
    return (Problem(code="skipped", message=what, hint="save what matters, and give it as a file of its own"),)
