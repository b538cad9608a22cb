"""Which language a text is in."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_CANDIDATES: Final = [
    "ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu", "id", "it", "ja",
    "ko", "lt", "lv", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "vi", "zh",
]  # fmt: skip
_ENOUGH: Final = 6000


@cache
def _classify() -> Callable[[str], tuple[str, float]]:
    import py3langid

    py3langid.set_languages(list(_CANDIDATES))
    return py3langid.classify  # type: ignore[no-any-return]


def detect_language(text: str) -> str:
    """The BCP 47 primary subtag of the text's language, by its first 6,000 characters; "und" where it has no letters.

    Source: Lui and Baldwin, langid.py (ACL 2012), through py3langid.
    """
    sample = text[:_ENOUGH]
    if not any(char.isalpha() for char in sample):
        return "und"
    return _classify()(sample)[0]
