"""Names that are not to leave the house: blacked out in a ledger, letter by letter, so that every offset stays."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

import msgspec

from sayso.model import Ledger

_BLOCK: Final = "█"
#: Fields that hold no text of the article: ids and hashes, which must go on matching each other.
_KEPT: Final = frozenset(("id", "text_id", "schema", "version", "stage", "source_hash", "code", "media_type"))


def withhold(ledger: Ledger, names: Iterable[str]) -> Ledger:
    """The ledger with every one of the names blacked out wherever it stands as whole words, in any case.

    All texts keep their length, so every entry still stands at its place. Text ids stay those of the full text.
    """
    found = [name for name in names if name.strip()]
    if not found:
        return ledger
    longest_first = sorted(set(found), key=lambda name: (-len(name), name))
    words = "|".join(re.sub(r"\\?\s+", r"\\s+", re.escape(name.strip())) for name in longest_first)
    pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    return msgspec.convert(_hidden(msgspec.to_builtins(ledger), pattern), type=type(ledger))


def _hidden(value: Any, pattern: re.Pattern[str], field: str = "") -> Any:
    if isinstance(value, str):
        return value if field in _KEPT else pattern.sub(_black, value)
    if isinstance(value, dict):
        return {key: _hidden(part, pattern, key) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_hidden(part, pattern, field) for part in value]
    return value


def _black(match: re.Match[str]) -> str:
    return "".join(char if char.isspace() else _BLOCK for char in match.group())
