"""The Say-so screen: who everything rests on, by name or without, against the house's policy; and the source documents."""

from __future__ import annotations

from collections import defaultdict

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sayso.model import SourceDocument
from sayso.render.review_page import ReviewPage
from sayso.render.view import ClaimView, View
from sayso.workbench.bench import bench_of, opened
from sayso.workbench.pages import page


def sayso(request: Request) -> Response:
    """Every speaker with what rests on it alone, which claims break the policy, and what was searched and is still wanted."""
    held = opened(request)
    used, unused = _sources(held.view)
    house = bench_of(request).shelf.house()
    people = ReviewPage(held.review, house, held.view)
    return page(request, "sayso.html.j2", held, house=house, people=people, used=used, unused=unused)


Traced = list[tuple[SourceDocument, list[ClaimView]]]


def _sources(view: View) -> tuple[Traced, Traced]:
    """The source documents that a best passage stands in, with its claims, most first; and those that none does."""
    traced: dict[str, list[ClaimView]] = defaultdict(list)
    for each in view.claims:
        if each.traces and each.traces[0].document:
            traced[each.traces[0].document].append(each)
    sources = view.ledger.source_documents
    used = [(source, traced[source.id]) for source in sources if source.id in traced]
    return sorted(used, key=lambda pair: -len(pair[1])), [(each, []) for each in sources if each.id not in traced]


ROUTES = (Route("/d/{key}/sayso", sayso),)
