"""The summary for pipes and files: plain lines of at most 80 columns, no colour, no boxes, the same every time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import Final

from sayso.model import CheckedMatch, EarlierCheck, Flag, Ledger, Problem, Suggestion, Trace, Wanted

from .checked_words import check_lines, collection_words
from .figure_words import figure_words
from .resting import Resting, resting, unnamed
from .safe import line, quoted
from .view import ClaimView, Node, View, view_of
from .words import (
    DRIFTS,
    FINDINGS,
    FLAGS,
    GLYPHS,
    OUTCOMES,
    REUSE,
    count,
    language_name,
    outcome_words,
    share,
    shown_of,
    worth,
)

WIDTH: Final = 80
DRAFT: Final = "Draft: nobody has signed it."
#: A space at which no line ends.
_KEPT: Final = "\N{NO-BREAK SPACE}"


def plain_summary(ledger: Ledger, *, state: str = DRAFT) -> str:
    """The ledger in lines of at most 80 columns: who is behind what, the claims by check-worthiness, what is wanted.

    `state` says who stands for it.
    Raises ValueError for an entry that is not exactly what the text shows at its place.
    """
    view = view_of(ledger)
    parts = [_head(view, state), _rests(view), *_claims(view), _wanted(view), _problems(view)]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def facts(view: View) -> tuple[str, ...]:
    """What was read and searched, in three short lines: the document, the counts, the findings; and, where there are earlier checks, a fourth of them."""
    ledger, doc = view.ledger, view.ledger.document
    origin = (doc.outlet, f"by {doc.byline}" if doc.byline else None, doc.published, language_name(doc.language))
    counts = (
        count(len(ledger.claims), "claim"),
        count(len(ledger.figures), "figure"),
        count(len(ledger.attributions), "saying"),
    )
    return (
        " · ".join(line(part) for part in origin if part),
        f"{', '.join(counts)}; {searched(view)}",
        tally(view),
        *([words] if (words := collection_words(view)) else []),
    )


def searched(view: View) -> str:
    """What was searched: "searched 212 passages of 4 source documents"."""
    record = view.ledger.searched
    if not record.documents:
        return "no source document was searched"
    return f"searched {count(record.passages, 'passage')} of {count(record.documents, 'source document')}"


def tally(view: View) -> str:
    """How often each finding was made: "✓ matches 2, ≠ differs 3"."""
    outcomes = [each.shown for each in view.claims]
    kinds = (kind for kind in GLYPHS if kind in FINDINGS or kind in outcomes)
    return ", ".join(f"{outcome_words(kind)} {outcomes.count(kind)}" for kind in kinds)


def title(view: View) -> str:
    """The document's title, or where it came from."""
    return line(view.ledger.document.title or view.ledger.document.uri or "Untitled", 300)


def unnamed_words(view: View) -> str:
    """How much rests on sources without a name."""
    if view.unread:
        return f"Say-so is not read in {view.unread}: which of these claims are others’ is for a person to read."
    few = unnamed(view)
    part = share(len(few), len(view.claims))
    return f"{len(few)} of {count(len(view.claims), 'claim')} ({part}) rest on sources without a name."


def figures_of(each: ClaimView) -> Iterator[tuple[str, str]]:
    """Each figure of a claim as written and normalised, with what the best passage has beside it."""
    matches = {match.claim_figure: match for trace in each.traces[:1] for match in trace.figures}
    for figure in each.figures:
        said = f"{quoted(figure.text)} is {figure_words(figure)}"
        match = matches.get(figure.id)
        if match is None:
            yield said, ""
        elif match.source_figure is None:
            yield said, f"{outcome_words(match.finding)}: {line(match.because)}"
        else:
            given = match.source_figure
            words = f"{quoted(given.text)} is {figure_words(given)}"
            yield said, f"{words}: {outcome_words(match.finding)}, {line(match.because)}"


def finding_words(view: View, trace: Trace) -> str:
    """The finding with its glyph; what was not found says in how many documents."""
    words = outcome_words(shown_of(trace), abstained=trace.abstained)
    if trace.finding != "not_found":
        return words
    return f"{words} in {count(view.ledger.searched.documents, 'source document')}"


def source_line(view: View, trace: Trace) -> str:
    """Where a passage stands: title, outlet, date, page, language, and how close its words are."""
    passage = trace.passage
    parts = [view.document_name(trace.document)]
    if passage and passage.page is not None:
        parts.append(f"page {passage.page}")
    if passage and passage.language != "und":
        parts.append(language_name(passage.language))
    parts += [REUSE[trace.reuse], "quoted" if trace.quoted else ""]
    return ", ".join(part for part in parts if part)


def chain_words(view: View, chain: Iterable[Node]) -> str:
    """A chain in a line, outermost first: Harbour Wire > Der Hafenbote (“notes”) > experts (unnamed, “warn”)."""
    links = [node.name for node in view.outer()[:1]]
    for node in chain:
        notes: list[str] = [] if node.known == "named" else [node.known]
        notes += [f"“{node.cue}”"] if node.cue else []
        notes += ["carried over"] if node.suggested else []
        links.append(node.name + (f" ({', '.join(notes)})" if notes else ""))
    own = "" if len(links) > len(view.outer()[:1]) else view.own_words
    return ", ".join(part for part in (" > ".join(links) or "the text", own) if part)


def wanted_line(wanted: Wanted, numbers: dict[str, int]) -> str:
    """A source document still to be found: its name, language, date, and the claims that wait for it."""
    parts = [line(wanted.name), f"in {language_name(wanted.language)}" if wanted.language else ""]
    parts.append(f"before {line(wanted.before)}" if wanted.before else "")
    held = [str(numbers[ident]) for ident in wanted.claims if ident in numbers]
    parts.append(f"for claim{'' if len(held) == 1 else 's'} {', '.join(held)}" if held else "")
    return ", ".join(part for part in parts if part)


def flag_words(flag: Flag) -> str:
    """A mark on wording, with its reason and the place that it conflicts with."""
    other = f"; see {quoted(flag.other.text)}" if flag.other else ""
    return f"{quoted(flag.text)}, {FLAGS[flag.category]}: {line(flag.because)}{other}"


def suggested_by(suggestion: Suggestion) -> str:
    """Whose suggestion it is: never the machine's own finding."""
    taken = "Suggested" if suggestion.finding else "Not taken: answered"
    return f"{taken} by a model at {line(suggestion.host, 60)}"


def suggestion_words(suggestion: Suggestion) -> str:
    """What a model suggests and why, with the words that it rests on; or why its answer was not taken."""
    if suggestion.finding is None:
        return line(suggestion.rejected or "", 200)
    quote = f" ({quoted(suggestion.quote.text, 200)})" if suggestion.quote else ""
    return f"{OUTCOMES[suggestion.finding]}: {line(suggestion.because, 300)}{quote}"


def problem_line(problem: Problem) -> str:
    """What went wrong, with its code and place."""
    where = "" if problem.start is None else f" (characters {problem.start}–{problem.end})"
    return f"{line(problem.message)}{where} [{problem.code}]"


def _head(view: View, state: str) -> list[str]:
    told = (row for fact in facts(view) if fact for row in (_whole(fact) if fact == tally(view) else _wrap(fact)))
    return [*_wrap(title(view)), *told, *_wrap(line(state))]


def _rests(view: View) -> list[str]:
    if not view.claims:
        return ["No claim was found."]
    rows = [row for each in resting(view) if each.rests or each.passes for row in _rest(each)]
    return ["ON WHOSE SAY-SO", *rows, *_wrap(unnamed_words(view), "  ")]


def _rest(row: Resting) -> list[str]:
    numbers = ", ".join(str(each.number) for each in row.rests)
    through = ", ".join(str(each.number) for each in row.passes)
    held = f": {numbers}" if numbers else ""
    passing = f"; {through} pass{'es' if len(row.passes) == 1 else ''} through" if through else ""
    state = "" if row.kind == "the text itself" else f", {row.known}"
    return _wrap(f"{len(row.rests):>3}  {line(row.name, 80)} ({row.kind}{state}){held}{passing}", "", "     ")


def _claims(view: View) -> Iterator[list[str]]:
    for place, each in enumerate(view.by_worth):
        heading = ["CLAIMS, those most worth checking first", ""] if place == 0 else []
        yield [*heading, *_claim(view, each)]


def _claim(view: View, each: ClaimView) -> list[str]:
    claim = each.claim
    found = outcome_words(each.shown, abstained=each.abstained, drifts=each.drifts)
    rows = _wrap(f"[{each.number}] {found} · {claim.sort}")
    rows += _wrap(line(claim.text), "    ")
    rows += _wrap(f"Read alone: {line(claim.restated)}", "    ", "      ") if claim.restated else []
    rows += _wrap(f"Say-so: {chain_words(view, each.chain)}", "    ", "      ")
    rows += _wrap(f"Worth checking: {worth(claim.check_worthiness)} ({each.why})", "    ", "      ")
    for said, given in figures_of(each):
        rows += _wrap(f"Figure: {said}", "    ", "      ")
        rows += _wrap(f"source: {given}", "      ", "        ") if given else []
    for flag in each.flags:
        rows += _wrap(f"Wording: {flag_words(flag)}", "    ", "      ")
    rows += [row for trace in each.traces[:1] for row in _trace(view, trace)]
    return rows + [row for match, check in each.checked for row in _checked(view, match, check)]


def _checked(view: View, match: CheckedMatch, check: EarlierCheck) -> list[str]:
    first, *rest = check_lines(match, check, view)
    head = f"Checked before: {first.removeprefix('checked ')}"
    return [*_wrap(head, "    ", "      "), *(row for one in rest for row in _wrap(one, "      ", "        "))]


def _trace(view: View, trace: Trace) -> list[str]:
    rows = _wrap(f"Source: {source_line(view, trace)}", "    ", "      ") if trace.document else []
    if trace.passage:
        rows += _wrap(line(trace.passage.text, 600), "    | ")
    rows += _wrap(f"Finding: {finding_words(view, trace)}: {line(trace.because)}", "    ", "      ")
    for drift in trace.drifts:
        rows += _wrap(f"Drift: {DRIFTS[drift.kind]}: {line(drift.because)}", "    ", "      ")
    for each in view.suggestions.get(trace.id, ()):
        rows += _wrap(f"{suggested_by(each)}: {suggestion_words(each)}", "    ", "      ")
    return rows


def _wanted(view: View) -> list[str]:
    rows = []
    for each in view.ledger.wanted:
        rows += _wrap(f"- {wanted_line(each, view.numbers)}", "  ", "    ")
        rows += _wrap(line(each.because), "    ")
    return ["SOURCE DOCUMENTS STILL WANTED", *rows] if rows else []


def _problems(view: View) -> list[str]:
    rows = []
    for problem in view.ledger.problems:
        rows += _wrap(f"- {problem_line(problem)}", "  ", "    ")
        rows += _wrap(f"hint: {line(problem.hint)}", "    ") if problem.hint else []
    return ["PROBLEMS", *rows] if rows else []


def _whole(text: str) -> list[str]:
    """Lines that end behind a comma, so that each finding keeps its number."""
    return [row.replace(_KEPT, " ") for row in _wrap(text.replace(" ", _KEPT).replace(f",{_KEPT}", ", "))]


def _wrap(text: str, first: str = "", rest: str | None = None) -> list[str]:
    return wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=first if rest is None else rest, break_on_hyphens=False
    )
