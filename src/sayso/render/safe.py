"""What keeps a hostile text harmless, wherever it is shown."""

from __future__ import annotations

import re
from typing import Final

#: One code point for another, so that offsets stay: control characters (NUL, escape sequences of terminals), the
#: overrides and isolates that turn the reading order, and half surrogates are shown as the replacement character.
_HARMFUL: Final = {
    **dict.fromkeys((*range(9), 0x0B, *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)), "\ufffd"),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFFFE, 0xFFFF), "\ufffd"),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    0x0C: "\n",
    0x0D: "\n",
    0x85: "\n",
}
_SPACES: Final = re.compile(r"\s+")
_LEADS_OUT: Final = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x20\x7f<>\"]+\Z", re.IGNORECASE)
_QUOTES: Final = frozenset('"“”„«»‹›')
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}\Z")


def shown(text: str) -> str:
    """The text as it may be shown: as long as before, with what would act on the reader's machine made visible."""
    return text.translate(_HARMFUL)


def line(text: str, most: int = 0) -> str:
    """The text on one line, safe to show; cut at a word with "…" where it is longer than `most` characters."""
    flat = _SPACES.sub(" ", shown(text)).strip()
    if not most or len(flat) <= most:
        return flat
    head = flat[: most - 1]
    cut = head.rfind(" ")
    return (head[:cut] if cut > most // 2 else head).rstrip(" ,;:") + "…"


def link(href: str) -> str | None:
    """The address where it may be a link (http, https, mailto) and nothing in it acts on the reader's machine, else None."""
    return href if _LEADS_OUT.match(href) and shown(href) == href else None


def language_tag(language: str) -> str | None:
    """The language as a `lang` attribute may hold it, or None where it is not known or no BCP 47 tag."""
    return language if language.lower() not in {"und", "mul", "zxx"} and _LANGUAGE.match(language) else None


def quoted(text: str, most: int = 0) -> str:
    """The text on one line in quotation marks, save where it brings its own."""
    words = line(text, most)
    return words if words[:1] in _QUOTES and words[-1:] in _QUOTES else f"“{words}”"
