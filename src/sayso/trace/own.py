"""Documents that say of themselves that they are of a body, in whatever language they call it: by their outlet, their byline or their first lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sayso.evidence.bodies import (
    Body,
    bodies_in,
    countries_in,
    country_of_language,
    is_same_body,
    is_spoken,
    read_body,
    seats_in,
)
from sayso.model import Document

from .shelf import first_lines


@dataclass(frozen=True, slots=True)
class Own:
    """Whose a document says that it is: its language, the bodies by name, and the countries whose seats it names at its beginning."""

    language: str
    bodies: tuple[Body, ...] = ()
    seats: frozenset[str] = frozenset()


def read_own(document: Document) -> Own:
    """Read whose a document says that it is. An outlet tells it alone, and so does a byline; else the lines do that it begins with."""
    lines = [line for block in first_lines(document) for line in block.splitlines()]
    told = document.outlet or document.byline
    return Own(
        language=document.language,
        bodies=tuple(_bodies([told] if told else lines, document.language)),
        seats=seats_in("\n".join((told or "", *lines))),
    )


def _bodies(lines: list[str], language: str) -> Iterator[Body]:
    for line in lines:
        yield from bodies_in(line, language)


class Namer:
    """What an article calls bodies, beside what documents call themselves."""

    def __init__(self, article: Document) -> None:
        """Keep the article, for the countries that it names."""
        self._article = article

    def is_of(self, name: str, own: Own) -> bool:
        """Whether a document says of itself that it is of the body that the article calls so."""
        ours = self.body(name)
        return ours is not None and any(
            is_same_body(ours, theirs) and self._is_of_country(ours, theirs, own) for theirs in own.bodies
        )

    def may_be(self, name: str, outlet: str, own: Own) -> bool:
        """Whether nothing speaks against it that an outlet is the body that the article calls so: another kind, another country."""
        ours, theirs = self.body(name), read_body(outlet, own.language)
        if ours is None or theirs is None:
            return True
        is_told = bool(ours.countries or theirs.countries)
        return bool(ours.kinds & theirs.kinds) and (not is_told or self._is_of_country(ours, theirs, own))

    def body(self, name: str) -> Body | None:
        """A name as that of a body; None of any other."""
        return read_body(name, self._article.language)

    @cached_property
    def _countries(self) -> frozenset[str]:
        return countries_in(self._article.text, self._article.language)

    def _is_of_country(self, ours: Body, theirs: Body, own: Own) -> bool:
        """Whether both are of one country. What the article leaves out is known in its own language alone: abroad, "the ministry" may be any."""
        if not (ours.apart or theirs.apart or ours.countries or theirs.countries):
            return True
        if ours.countries and theirs.countries:
            return bool(ours.countries & theirs.countries)
        told = theirs.countries or own.seats
        if not ours.countries and _primary(own.language) == _primary(self._article.language):
            return not told or self._countries <= told
        known = told or country_of_language(own.language)
        return any(is_spoken(own.language, country) for country in ours.countries & known)


def _primary(language: str) -> str:
    return language.partition("-")[0]
