"""Which language a text is in."""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

#: The model of py3langid with the columns of the languages alone that are told apart; `training/language/columns.py` makes it.
MODEL: Final = Path(__file__).parent / "models" / "languages" / "model.npz.xz"
#: Characters of a text that are looked at.
_ENOUGH: Final = 6000
#: Characters of each of three parts of a longer text: where they are of one language, the whole is.
_PART: Final = 300
_LOADING: Final = threading.Lock()


def load_languages() -> None:
    """Load what tells languages apart, so that nobody waits for it later: a third of a second."""
    _classify()


def _classify() -> Callable[[str], tuple[str, float]]:
    with _LOADING:  # else two threads load it
        return _loaded()


@cache
def _loaded() -> Callable[[str], tuple[str, float]]:
    from py3langid.langid import LanguageIdentifier

    return LanguageIdentifier.from_modelpath(MODEL).classify  # type: ignore[no-any-return]


def detect_language(text: str) -> str:
    """The BCP 47 primary subtag of the text's language, by its first 6,000 characters; "und" where it has no letters.

    A part of their beginning, their middle and their end is looked at, and all of them where these are not of one language.
    Source: Lui and Baldwin, langid.py (ACL 2012), through py3langid.
    """
    sample = text[:_ENOUGH]
    if not any(char.isalpha() for char in sample):
        return "und"
    classify = _classify()
    if len(sample) > 3 * _PART:
        found = {classify(part)[0] for part in _parts(sample)}
        if len(found) == 1:
            return found.pop()
    return classify(sample)[0]


def _parts(sample: str) -> tuple[str, str, str]:
    middle = (len(sample) - _PART) // 2
    return sample[:_PART], sample[middle : middle + _PART], sample[-_PART:]
