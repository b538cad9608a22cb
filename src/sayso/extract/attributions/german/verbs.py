"""German cue verbs by their place in the clause: first ("..., sagte X"), second ("X sagte"), last ("dass X sagte")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sayso.extract.attributions.nouns import Range
from sayso.extract.attributions.words import Form, Words
from sayso.language.tokens import Token

from .clauses import Clause, lead, points
from .phrases import is_adjective, no_adjective

Order = Literal["first", "second", "last"]
#: Auxiliaries that end a clause, at most: "gesagt worden sein soll".
_HELPERS: Final = 3
#: Verbs that make their past with "sein".
_MOTION: Final = frozenset(("aus|gehen", "fort|fahren", "hervor|gehen"))
_PASSIVE: Final = frozenset(("wird", "werden", "wurde", "wurden", "werde", "würde", "würden", "worden"))


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue verb in its clause (a number). `finite` is where the finite verb stands, `parts` the words of the cue.

    `inner` is the rest of the clause behind the finite verb, without participle and particle.
    """

    clause: int
    order: Order
    finite: int
    parts: tuple[Range, ...]
    inner: Range
    frames: frozenset[str]
    behind: frozenset[str]
    lemmas: frozenset[str]
    passive: bool
    modal: bool = False


def cues(row: Sequence[Token], parts: Sequence[Clause], lex: Words) -> Iterator[Cue]:
    """The cue verbs of a unit; at most one a clause, the last that fits."""
    for number, clause in enumerate(parts):
        if clause.kind == "nominal" and clause.end - clause.start > 1:
            continue
        best: Cue | None = None
        for at in range(clause.start, clause.end):
            if row[at].kind == "word" and not row[at].capital and row[at].low in lex.forms:
                found = _cue(row, number, clause, at, lex)
                again = found is not None and best is not None and found.finite == at and best.order != "last"
                best = best if again else found or best
        claimed = _wanted(row, number, clause, lex) if row[clause.end - 1].low == "haben" else None
        best = _refused(row, number, clause) or claimed or best or _wanted(row, number, clause, lex)
        if best is not None:
            yield best


def _refused(row: Sequence[Token], number: int, clause: Clause) -> Cue | None:
    """As in "Der Verein wollte sich nicht äußern", "wollte den Fall nicht kommentieren": words are refused."""
    last = row[clause.end - 1]
    silent = last.low in {"kommentieren", "äußern", "erläutern"} or (
        last.low in {"machen", "nehmen", "geben"} and row[clause.end - 2].low in _WORDS
    )
    if clause.kind != "main" or not silent:
        return None
    start = lead(row, clause.start, clause.end)
    at = next((index for index in range(start, clause.end - 1) if row[index].low in _WOULD), None)
    if at is None or not any(row[index].low in _NOT for index in range(clause.start, clause.end)):
        return None
    return _wanting(number, clause, at, first=at == start)


_WOULD: Final = frozenset(("wollte", "wollten", "will", "wollen", "mochte", "mochten", "möchte", "möchten"))
#: With these and "haben", what somebody has done is hearsay.
_SHOULD: Final = frozenset(("soll", "sollen", "solle"))
_CAN: Final = frozenset(("konnte", "konnten", "kann", "können"))
_NOT: Final = frozenset(("nicht", "keine", "keinen", "weder", "keiner", "niemand", "nichts"))
_WORDS: Final = frozenset(
    (
        "angaben",
        "stellung",
        "auskunft",
        "auskünfte",
        "kommentar",
        "aussagen",
        "informationen",
        "details",
        "stellungnahme",
    )
)


def _wanted(row: Sequence[Token], number: int, clause: Clause, lex: Words) -> Cue | None:
    """As in "Der Vorstand will am Montag beraten": what is wanted stands between "will" and the infinitive."""
    last = row[clause.end - 1]
    if clause.kind == "sub" and row[clause.start].low in _THAT:
        return _wanted_last(row, number, clause)
    if (
        clause.kind != "main"
        or last.capital
        or not last.low.endswith("n")
        or any(form.tense == "base" and not form.lead for form in lex.forms.get(last.low, ()))
    ):
        return None
    start = lead(row, clause.start, clause.end)
    at = next((index for index in range(start, clause.end - 1) if lex.has("words.wanting", row[index].low)), None)
    if at is None or row[at].capital:
        return None
    beside = {token.low for token in row[max(start, at - 1) : at + 2]}
    if row[at].low == "wolle" and beside & _ONESELF:  # who speaks wants it himself
        return None
    return _wanting(number, clause, at, first=at == start)


def _wanted_last(row: Sequence[Token], number: int, clause: Clause) -> Cue | None:
    """As in "dass das Land zwei Reeder schonen will"; None of what a pronoun wants, who speaks himself as often."""
    at = clause.end - 1
    infinitive = at - 1 > clause.start + 1 and row[at - 1].low.endswith("n") and not row[at - 1].capital
    if row[at].low not in _WANTS or not infinitive or row[clause.start + 1].low in _ONESELF:
        return None
    want, verb = frozenset(("want",)), frozenset(("wollen",))
    return Cue(number, "last", at, ((at, at + 1),), (at + 1, at + 1), want, frozenset(), verb, passive=False)


_THAT: Final = frozenset(("dass", "daß"))
_WANTS: Final = frozenset(("will", "wollen", "wolle"))
_ONESELF: Final = frozenset(("er", "sie", "es", "man", "ich", "wir"))


def _wanting(number: int, clause: Clause, at: int, *, first: bool) -> Cue:
    """The cue of a form of "wollen" at `at`: what stands behind it in the clause is wanted."""
    order: Order = "first" if first else "second"
    want, verb = frozenset(("want",)), frozenset(("wollen",))
    return Cue(number, order, at, ((at, at + 1),), (at + 1, clause.end), want, frozenset(), verb, passive=False)


def _cue(row: Sequence[Token], number: int, clause: Clause, at: int, lex: Words) -> Cue | None:
    forms = lex.forms[row[at].low]
    for tenses, read in (
        (("past",), _finite),
        (("joined",), _joined),
        (("participle",), _participle),
        (("past", "base", "joined"), _infinitive),
    ):
        fitting = [form for form in forms if form.tense in tenses]
        found = read(row, clause, at, fitting, lex) if fitting else None
        if found is not None:
            order, finite, spans, inner, kept, passive = found
            frames, behind = (
                frozenset(form.frame for form in kept),
                frozenset(form.behind for form in kept if form.behind),
            )
            lemmas = frozenset(form.lemma for form in kept)
            modal = any(lex.has("words.modals", token.low) for token in row[clause.start : clause.end])
            return Cue(number, order, finite, spans, inner, frames, behind, lemmas, passive, modal)
    return None


_Found = tuple[Order, int, tuple[Range, ...], Range, list[Form], bool]


def _finite(row: Sequence[Token], clause: Clause, at: int, forms: list[Form], lex: Words) -> _Found | None:
    """As in "sagte", "teilte ... mit"."""
    end = clause.end
    if clause.kind in {"sub", "relative"}:
        led = [form for form in forms if form.particles and _are(row, at - len(form.particles), form.particles)]
        plain = led or [form for form in forms if not form.particles]
        if at != end - 1 or not plain or _helper(row, clause.start + 1, at, lex) is not None:
            return None
        begin = at - len(led[0].particles) if led else at
        return "last", begin, ((begin, at + 1),), (at + 1, at + 1), plain, False
    if clause.kind != "main" or _helper(row, clause.start, at, lex) is not None:
        return None
    first = lead(row, clause.start, end)
    order: Order = "first" if at == first else "second"
    parted = _parted(row, at, end, forms)
    if parted is not None:
        (start, stop), split = parted
        start -= start - 1 > at + 1 and row[start - 1].low in {"nicht", "nie"}
        spans: tuple[Range, ...] = ((at, at + 1), (start, stop)) if start > at + 1 else ((at, stop),)
        return order, at, spans, (at + 1, start) if stop == end or start > at + 1 else (stop, end), split, False
    plain = [form for form in forms if not form.particles]
    if not plain or _attributive(row, at, clause, lex):
        return None
    return order, at, ((at, at + 1),), (at + 1, end), plain, False


#: Words between an article and its participle, at most.
_EXTENDED: Final = 12


def _extends(row: Sequence[Token], start: int, at: int, lex: Words) -> bool:
    """Whether an article or a number begins a phrase whose participle stands at `at`: "zwei mit dem Fall vertraute Leute"."""
    opens = lex.has("words.determiner", row[start].low) or lex.has("words.quantity", row[start].low)
    following = row[start + 1]
    tied = lex.has("words.inside", following.low) or lex.has("words.adverb", following.low)
    return opens and tied and not any(lex.has("words.boundary", token.low) for token in row[start:at])


def _parted(row: Sequence[Token], at: int, end: int, forms: Sequence[Form]) -> tuple[Range, list[Form]] | None:
    """Where the words stand that part from a verb, and its forms that ask for them: one small word ends the clause, several may stand before its end."""
    particle = _particle(row, at, end)
    for form in forms:
        size = len(form.particles)
        last = particle + 1 if particle is not None else end
        stops = [last] if size == 1 and not form.loose else range(at + 1 + size, end + 1) if size else ()
        for stop in stops:
            start = stop - size
            if start > at and _are(row, start, form.particles):
                return (start, stop), [other for other in forms if other.particles == form.particles]
    return None


def _are(row: Sequence[Token], start: int, words: Sequence[str]) -> bool:
    """Whether words stand at a place, and not beyond the row's ends."""
    return start >= 0 and [token.low for token in row[start : start + len(words)]] == list(words)


def _led(row: Sequence[Token], at: int, form: Form, start: int) -> int | None:
    """Where a form's verb begins with the words that it asks for right before it; None where they are missing."""
    words = form.lead.split()
    return at - len(words) if at - len(words) >= start and _are(row, at - len(words), words) else None


def _attributive(row: Sequence[Token], at: int, clause: Clause, lex: Words) -> bool:
    """Whether a form is an adjective before a noun: "die erwartete Hilfe", "der geschätzte Kollege"."""
    if at == clause.start or at + 1 >= clause.end or not row[at].low.endswith(("e", "en")) or not row[at + 1].capital:
        return False
    if at == clause.start + 1 and points(row, clause.start, lex):
        return False
    before = row[at - 1]
    opened = next(
        (back for back in range(at - 1, clause.start, -1) if lex.has("words.determiner", row[back].low)), None
    )
    if before.low != "sich" and any(
        _extends(row, back, at, lex) for back in range(max(clause.start, at - _EXTENDED), at - 1)
    ):
        return True
    described = (
        opened is not None
        and not no_adjective(row, opened, at)
        and all(is_adjective(row, index, lex, behind=True) for index in range(opened + 1, at))
    )
    determined = lex.has("words.determiner", before.low) and not no_adjective(row, at - 1, at)
    tied = lex.has("words.inside", before.low) and not lex.has("phrases.after_source", before.low)
    return described or determined or tied


def _particle(row: Sequence[Token], at: int, end: int) -> int | None:
    """The small word that ends the clause, where it may be a verb's particle."""
    last = end - 1
    while last > at and row[last].kind in {"aside", "quote"}:
        last -= 1
    return last if last > at and row[last].kind == "word" and not row[last].capital else None


def _helper(row: Sequence[Token], start: int, at: int, lex: Words) -> int | None:
    """A finite auxiliary or modal between two places."""
    for index in range(at - 1, start - 1, -1):
        if not row[index].capital and lex.has("words.helper", row[index].low):
            return index
    return None


def _joined(row: Sequence[Token], clause: Clause, at: int, forms: list[Form], lex: Words) -> _Found | None:
    """As in "dass das Amt mitteilte", "wie er zu bedenken gab"."""
    if (
        clause.kind not in {"sub", "relative"}
        or at != clause.end - 1
        or _helper(row, clause.start + 1, at, lex) is not None
    ):
        return None
    kept = [form for form in forms if not form.lead]
    led = [form for form in forms if form.lead and _led(row, at, form, clause.start + 1) is not None]
    if not (led or kept):
        return None
    begin = at - len(led[0].lead.split()) if led else at
    return "last", begin, ((begin, at + 1),), (at + 1, at + 1), led or kept, False


def _participle(row: Sequence[Token], clause: Clause, at: int, forms: list[Form], lex: Words) -> _Found | None:
    """As in "hat ... gesagt", "gesagt hatte", "wurde ... mitgeteilt", "hat ... bekannt gegeben"."""
    led = [form for form in forms if form.lead and _led(row, at, form, clause.start) is not None]
    kept = led or [form for form in forms if not form.lead]
    if not kept:
        return None
    begin = at - len(led[0].lead.split()) if led else at
    return _with_helper(row, clause, (begin, at + 1), kept, lex)


def _infinitive(row: Sequence[Token], clause: Clause, at: int, forms: list[Form], lex: Words) -> _Found | None:
    """As in "will ... mitteilen", "könne ... sagen", "ließ ... mitteilen", "pflegte zu sagen"."""
    if not row[at].low.endswith("n"):
        return None
    begin = at - 1 if at > clause.start and row[at - 1].low == "zu" else at
    led = [form for form in forms if form.lead and _led(row, at, form, clause.start) is not None]
    begin = at - len(led[0].lead.split()) if led else begin
    found = _with_helper(
        row, clause, (begin, at + 1), led or [form for form in forms if not (form.particles or form.lead)], lex
    )
    return None if found is None or found[5] else found


def _with_helper(row: Sequence[Token], clause: Clause, verb: Range, forms: list[Form], lex: Words) -> _Found | None:
    if not forms:
        return None
    rest = row[verb[1] : clause.end]
    if clause.kind in {"sub", "relative"}:
        if (
            not rest
            or len(rest) > _HELPERS
            or not all(lex.has("words.helper", token.low) or token.low == "worden" for token in rest)
        ):
            return None
        forms = _past_with_being(rest, forms, lex)
        if not forms:
            return None
        passive = any(token.low in _PASSIVE for token in rest) and not any(
            lex.has("words.have", token.low) for token in rest
        )
        return "last", verb[0], ((verb[0], clause.end),), (clause.end, clause.end), forms, passive
    if clause.kind != "main" or not all(
        token.low in {"worden", "haben", "werden", "sein"} or token.kind in {"quote", "aside"} for token in rest
    ):
        return None
    finite = _helper(row, clause.start, verb[0], lex)
    if finite is None or (row[finite].low in _SHOULD and any(token.low == "haben" for token in rest)):
        return None
    if lex.has("words.being", row[finite].low) and not any(token.low == "worden" for token in rest):
        forms = [form for form in forms if form.lemma in _MOTION]
        if not forms:
            return None
    order: Order = "first" if finite == lead(row, clause.start, clause.end) else "second"
    passive = row[finite].low in _PASSIVE or any(token.low == "worden" for token in rest)
    if passive and verb[1] - verb[0] == 1 and not rest and any(form.tense == "base" for form in forms):
        passive = False
    verb = _with_negation(row, verb, finite)
    spans: tuple[Range, ...] = ((finite, verb[1]),) if finite + 1 == verb[0] else ((finite, finite + 1), verb)
    return order, finite, spans, (finite + 1, verb[0]), forms, passive


def _past_with_being(rest: Sequence[Token], forms: list[Form], lex: Words) -> list[Form]:
    """The forms that may stand before the auxiliaries that end a clause: with "war" those of motion alone."""
    being = any(lex.has("words.being", token.low) or token.low == "sein" for token in rest)
    if not being or any(token.low in _PASSIVE for token in rest):
        return forms
    return [form for form in forms if form.lemma in _MOTION]


def _with_negation(row: Sequence[Token], verb: Range, finite: int) -> Range:
    """A verb with the one before it that is denied too: "weder bestätigen noch dementieren"."""
    if row[verb[0] - 1].low in {"nicht", "nie"} and verb[0] - finite > 1 and row[finite].low in _WOULD | _CAN:
        return verb[0] - 1, verb[1]
    if verb[0] - finite < _HELPERS or row[verb[0] - 1].low != "noch":
        return verb
    start = next((at for at in range(verb[0] - 2, max(finite, verb[0] - 5), -1) if row[at].low == "weder"), None)
    return (start, verb[1]) if start is not None else verb
