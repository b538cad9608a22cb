"""Texts and documents made for the tests of what is across documents."""

from __future__ import annotations

import random

from sayso.model import Analysis, Attribution, Document, Made, span, text_id


def made_text(seed: int, words: int) -> str:
    """Words that hardly stand in another text in the same order: a sentence of ten each."""
    rng = random.Random(seed)  # noqa: S311
    some = ["".join(rng.choices("abdefgiklmnoprstu", k=rng.randint(3, 9))) for _ in range(words)]
    return " ".join(word + "." if at % 10 == 9 else word for at, word in enumerate(some))


def made(  # noqa: PLR0917
    name: str,
    text: str,
    outlet: str | None = None,
    published: str | None = None,
    says: str | None = None,
    language: str = "en",
) -> Analysis:
    """A document as it was read; `says` is a source that it names."""
    doc = Document(
        id=name,
        text_id=text_id(text),
        uri=f"{name}.txt",
        outlet=outlet,
        published=published,
        language=language,
        text=text,
    )
    said: tuple[Attribution, ...] = ()
    if says:
        at = text.index(says)
        source = span(text, at, at + len(says))
        said = (
            Attribution(
                id="a1", source=(source,), cue=(), content=(), speech="indirect", source_kind="media", named=True,
                because="a test", made=Made(stage="test", version="0"),
            ),
        )  # fmt: skip
    return Analysis(document=doc, attributions=said)
