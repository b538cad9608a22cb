"""The single-file report: one HTML page that asks for nothing, readable with scripts off."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, partial
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from sayso.model import Claim, House, Ledger, SourceDocument, Trace
from sayso.review import Review

from .body import body_html
from .checked_words import checked_by, collection_words, how_it_fits, state_of, what_was_checked
from .compare import Beside, beside
from .figure_words import figure_words
from .plain import facts, problem_line, searched, source_line, title, unnamed_words, wanted_line
from .resting import resting
from .review_page import ReviewPage
from .safe import language_tag, line, link, quoted, shown
from .view import ClaimView, View, view_of
from .words import DRIFTS, FLAGS, GLYPHS, OUTCOMES, count, language_name, share, shown_of, worth

if TYPE_CHECKING:
    from jinja2 import Environment

#: From this many characters or claims on, what is off the screen is laid out only when it is scrolled to.
_LARGE_TEXT, _LARGE_LEDGER = 60_000, 300
_PNG: Final = "data:image/png;base64,"
_NAME: Final = re.compile(r"[^A-Za-z0-9:._+-]")

_KEYS: Final = (
    ("j", "next claim"),
    ("k", "previous claim"),
    ("]", "next claim that overlaps"),
    ("[", "previous claim that overlaps"),
    ("Enter", "into the panel"),
    ("Esc", "close, and back to where you were"),
    ("/", "find in the claims"),
    ("l", "quiet: hide or show all marks"),
    ("?", "these keys"),
)
_LAYERS: Final = (
    ("fact", ("fact",)),
    ("prediction", ("prediction",)),
    ("opinion", ("opinion", "normative")),
    ("other", ("question", "experience")),
)


def render_html(
    ledger: Ledger,
    pictures: Mapping[str, bytes] | None = None,
    *,
    review: Review | None = None,
    house: House | None = None,
) -> str:
    """The report as one HTML page: no request leaves it, its Content-Security-Policy names its style and script by hash.

    `pictures` are PNGs by the id of the trace whose passage they show. With the `review` that `ledger` is of, it tells who
    signed it and what people decided, by the scale and policy of `house`. The same input gives the same bytes. Raises
    ValueError for an entry that is not exactly what the text shows.
    """
    view = view_of(ledger)
    style, script = _style(ledger, reviewed=review is not None), asset("report.js")
    people = {"people": ReviewPage(review, house or House(), view)} if review else {}
    page = environment(view).get_template("report.html.j2")
    drawn = {trace: _PNG + b64encode(picture).decode() for trace, picture in (pictures or {}).items()}
    return page.render(
        pictures=drawn,
        style=Markup(style),  # noqa: S704 - our own file, and a hash and version reduced to plain characters
        script=Markup(script),  # noqa: S704 - our own file
        policy=_policy(style, script, pictures=bool(drawn)),
        text=body_html(view),
        large=len(ledger.document.text) > _LARGE_TEXT or len(ledger.claims) > _LARGE_LEDGER,
        layers=layers_of(view),
        filters=_filters(view),
        keys=_KEYS,
        stages=_stages(ledger),
        sources=_sources(view),
        **people,
        **shared(view),
    )


def environment(view: View) -> Environment:
    """The templates' surroundings for one ledger. Every value is made safe to show, then escaped."""
    surroundings = bare_environment()
    surroundings.filters |= {
        "beside": partial(_beside, view),
        "source_line": source_line,
    }
    surroundings.globals |= {
        "language": view.ledger.document.language,
        "searched": count(view.ledger.searched.documents, "source document") + " searched",
    }
    return surroundings


def bare_environment() -> Environment:
    """The templates' surroundings for what is no ledger: the same filters and words, the same safety."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    from .compiled import compiled

    surroundings = Environment(
        loader=PackageLoader("sayso.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_safe,
        bytecode_cache=compiled(),
    )
    surroundings.filters |= {
        "checked_by": checked_by,
        "count": count,
        "figure_words": figure_words,
        "how_it_fits": how_it_fits,
        "href": link,
        "language_name": language_name,
        "problem_line": problem_line,
        "quoted": quoted,
        "share": share,
        "shown_of": shown_of,
        "state_of": state_of,
        "tag": lambda language: language_tag(language or "und"),
        "wanted_line": wanted_line,
        "what_was_checked": what_was_checked,
        "worth": worth,
    }
    names = {"glyphs": GLYPHS, "outcomes": OUTCOMES, "drifts": DRIFTS, "flag_names": FLAGS}
    surroundings.globals |= names | {"prefix": ""}
    return surroundings


def shared(view: View) -> dict[str, Any]:
    """What both the report and the notebook view show."""
    doc = view.ledger.document
    outcomes = [each.shown for each in view.claims]
    origin = (doc.outlet, f"by {line(doc.byline)}" if doc.byline else None, doc.published, language_name(doc.language))
    return {
        "view": view,
        "ledger": view.ledger,
        "title": title(view),
        "origin": [part for part in origin if part],
        "counts": facts(view)[1].partition(";")[0],
        "searched_words": searched(view),
        "collection_words": collection_words(view),
        "tally": [(kind, outcomes.count(kind)) for kind in GLYPHS if kind in outcomes],
        "resting": resting(view),
        "unnamed": unnamed_words(view),
    }


def _safe(value: Any) -> Any:
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _beside(view: View, trace: Trace, claim: Claim) -> Beside | None:
    return beside(claim, trace, view.figures, view.ledger.document.language)


@cache
def asset(name: str) -> str:
    """One of our own style sheets or scripts."""
    return files("sayso.render").joinpath("assets", name).read_text(encoding="utf-8")


def _style(ledger: Ledger, *, reviewed: bool) -> str:
    names = ("tokens.css", "marks.css", "report.css", *(("review.css",) if reviewed else ()))
    return "".join(asset(name) for name in names) + _page_foot(ledger)


def _page_foot(ledger: Ledger) -> str:
    """The rule that prints the file's hash and the version at the foot of each page, of plain characters alone."""
    name, version = _NAME.sub("", ledger.document.text_id), _NAME.sub("", ledger.version)
    return f'@page{{@bottom-left{{content:"{name}  Sayso {version}"}}}}\n'


def _policy(style: str, script: str, *, pictures: bool) -> str:
    return (
        f"default-src 'none'; style-src '{hash_source(style)}'; script-src '{hash_source(script)}'; "
        f"{'img-src data:; ' if pictures else ''}base-uri 'none'; form-action 'none'"
    )


def hash_source(text: str) -> str:
    """A style sheet or script as a Content-Security-Policy names it."""
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def layers_of(view: View) -> list[tuple[str, str, int]]:
    """The layers that can be switched: name, label, and how many marks; only those that occur."""
    sorts = [each.claim.sort for each in view.claims]
    claims = [(name, name, sum(sort in held for sort in sorts)) for name, held in _LAYERS]
    ledger = view.ledger
    rest = [("figures", "figures", len(ledger.figures)), ("sources", "say-so", len(ledger.attributions)),
            ("wording", "wording", len(ledger.flags))]  # fmt: skip
    return [layer for layer in (*claims, *rest) if layer[2]]


def _filters(view: View) -> list[tuple[str, str]]:
    """What the list of claims can be narrowed to: only what occurs."""
    found = {each.shown for each in view.claims}
    sorts = dict.fromkeys(each.claim.sort for each in view.claims)
    rows = [(f"found:{kind}", f"{GLYPHS[kind]} {OUTCOMES[kind]}") for kind in OUTCOMES if kind in found]
    rows += [(f"sort:{sort}", sort) for sort in sorts]
    if any(each.chain and each.chain[-1].known == "unnamed" for each in view.claims):
        rows.append(("known:unnamed", "on unnamed sources"))
    return rows


def _stages(ledger: Ledger) -> list[str]:
    """The stages that made the entries, with their versions, each once, in the order of the ledger."""
    groups = (
        ledger.figures,
        ledger.attributions,
        ledger.speakers,
        ledger.claims,
        ledger.flags,
        ledger.traces,
        ledger.suggestions,
        ledger.wanted,
        ledger.checked,
        ledger.earlier_checks,
    )
    made = [entry.made for entries in groups for entry in entries]
    return list(dict.fromkeys(f"{each.stage} {each.version}" for each in made))


def _sources(view: View) -> list[tuple[SourceDocument, list[ClaimView]]]:
    """Each source document with the claims whose best passage stands in it."""
    traced: dict[str, list[ClaimView]] = defaultdict(list)
    for each in view.claims:
        if each.traces and each.traces[0].document:
            traced[each.traces[0].document].append(each)
    return [(source, traced[source.id]) for source in view.ledger.source_documents]
