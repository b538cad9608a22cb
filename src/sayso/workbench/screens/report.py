"""The Report screen: what is open, signing and what was signed, replies, names to withhold; and what leaves the house."""

from __future__ import annotations

import re
from typing import Final, Literal

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from sayso.model import House, UnreadableError, UsageError
from sayso.render import EXPORTS, choose, cut, presentable
from sayso.render.review_page import ReviewPage
from sayso.render.safe import line
from sayso.review import Review
from sayso.workbench.bench import bench_of, opened
from sayso.workbench.pages import page
from sayso.workbench.printed import strips
from sayso.workbench.shelf import Opened
from sayso.workbench.unfinished import unfinished

Wanted = int | Literal["draft"] | None
_DIGITS: Final = 6
_LONGEST: Final = 60
#: The report brings its own policy (style and script by their hashes); within it, it is a stranger to the workbench.
_SANDBOX: Final = "sandbox allow-scripts; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def report(request: Request) -> Response:
    """What is open, what was signed by whom, who answered, whose names are withheld, and every form of export."""
    held, bench = opened(request), bench_of(request)
    house = bench.shelf.house()
    wanted = _wanted(request)
    if wanted is None:
        wanted = held.review.signatures[-1].version if held.review.signatures else "draft"
    review, asked_house = _cut(request, held, wanted)
    people = ReviewPage(held.review, house, held.view)
    replies = [(None, event) for event in held.review.replies]
    return page(
        request,
        "report-screen.html.j2",
        held,
        house=house,
        people=people,
        unfinished=unfinished(people),
        replies=replies + [(e, event) for e in held.view.claims for event in held.review.claims[e.claim.id].replies],
        version=wanted,
        forms_of=[(form, form.refusal(review, asked_house)) for form in EXPORTS.values()],
        here=f"/d/{held.key}/report",
    )


def preview(request: Request) -> Response:
    """The single-file report as it would leave the house, opened in place of saved."""
    review, house, _ = _chosen(request)
    body = _rendered("html", review, house, _pictures(request, "html", review))
    return HTMLResponse(body, headers={"Content-Security-Policy": _SANDBOX})


def export(request: Request) -> Response:
    """A form of export as a file to save."""
    name = request.path_params["form"]
    if name not in EXPORTS:
        raise HTTPException(404, "There is no such form of export.")
    review, house, version = _chosen(request)
    refused = EXPORTS[name].refusal(review, house)
    if refused:
        raise UsageError(refused.code, refused.message, refused.hint)
    body = _rendered(name, review, house, _pictures(request, name, review))
    headers = {"Content-Disposition": f'attachment; filename="{_file_name(name, review, house, version)}"'}
    return Response(body, media_type=EXPORTS[name].media_type, headers=headers)


def _pictures(request: Request, name: str, review: Review) -> dict[str, bytes]:
    """Passages as they are printed, for a form that shows them; none where a name is withheld, as pictures show it."""
    pictured = EXPORTS[name].pictured and not review.withheld
    return strips(bench_of(request).shelf.desk, review.ledger) if pictured else {}


def _rendered(name: str, review: Review, house: House, pictures: dict[str, bytes]) -> str | bytes:
    try:
        return EXPORTS[name].render(review, house, pictures)
    except ValueError as error:
        message = f"the ledger does not fit its text: {error}"
        raise UnreadableError("damaged", message, "have the article read anew") from error


def _chosen(request: Request) -> tuple[Review, House, str]:
    """The review that is asked for, cut to its version, the house as it was then, and the version's name."""
    held = opened(request)
    wanted = _wanted(request)
    review, house = _cut(request, held, wanted)
    version = "draft" if wanted == "draft" or not review.signatures else f"v{len(review.signatures)}"
    return review, house, version


def _cut(request: Request, held: Opened, wanted: Wanted) -> tuple[Review, House]:
    """The review as it is asked for, and the house as it was set then: a signed version keeps its scale."""
    shelf = bench_of(request).shelf
    chosen = choose(held.review.events, wanted)
    ident = chosen.ledger or held.kept.ledger
    house = shelf.house(chosen.until)
    if chosen.until is None and ident == held.kept.ledger:
        return held.review, house
    return cut(shelf.desk.ledger(ident), held.review.events, chosen), house


def _wanted(request: Request) -> Wanted:
    asked = request.query_params.get("version")
    if asked is None or asked == "draft":
        return "draft" if asked else None
    if not (asked.isascii() and asked.isdigit() and len(asked) <= _DIGITS):
        raise HTTPException(404, "There is no such version.")
    return int(asked)


def _file_name(form: str, review: Review, house: House, version: str) -> str:
    """A name that every system takes: letters and digits of the title as it may leave the house, the version and the form."""
    shown, _ = presentable(review, house)
    doc = shown.ledger.document
    words = re.findall(r"[a-z0-9]+", line(doc.title or doc.uri).lower())
    slug = "-".join(words)[:_LONGEST].strip("-") or "sayso"
    suffix = EXPORTS[form].suffix
    kind = "" if suffix == f".{form}" else f"-{form}"  # several forms share an ending
    return f"{slug}-{version}{kind}{suffix}"


ROUTES = (
    Route("/d/{key}/report", report),
    Route("/d/{key}/preview", preview),
    Route("/d/{key}/export/{form}", export),
)
