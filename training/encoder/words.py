"""Write how frequent the words of a language are, for the cut of a vocabulary.

    python training/encoder/words.py de > words.de.tsv

Needs wordfreq 3.1.1 (Apache 2.0; its lists are CC BY-SA 4.0): they are counted with, and nothing of them is kept.
"""

from __future__ import annotations

import sys

from wordfreq import get_frequency_dict


def main(language: str) -> None:
    """Print a row for each word: the word, a tab, its share of all words."""
    for word, share in get_frequency_dict(language, "best").items():
        print(f"{word}\t{share:.3g}")


if __name__ == "__main__":
    main(*sys.argv[1:])
