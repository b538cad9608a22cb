"""Write the model of py3langid with the languages alone that Sayso tells apart.

    python training/language/columns.py src/sayso/language/models/languages/model.npz.xz

A model of py3langid is a table of weights, a row a stretch of bytes and a column a language, and the automaton that finds those stretches. Columns are taken
out; rows and automaton stay, so that each of the languages has the very same score. The result is the same for the same model, byte for byte. Takes five seconds.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from py3langid.langid import MODEL_FILE, LanguageIdentifier
from py3langid.modelio import save_model

LANGUAGES = [
    "ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu", "id", "it", "ja",
    "ko", "lt", "lv", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "vi", "zh",
]  # fmt: skip


def main(out: Path) -> None:
    """Take the columns and write the model."""
    whole = LanguageIdentifier.from_model_file(MODEL_FILE)
    whole.set_languages(LANGUAGES)
    weights = np.ascontiguousarray(whole.nb_ptc)
    save_model(out, (weights, whole.nb_pc, whole.nb_classes, whole.tk_nextmove, whole.tk_row, whole.tk_output))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
