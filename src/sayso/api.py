"""The library's front door: `sayso.check` and the ledger with its views."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from . import model

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

Table = Literal["claims", "figures", "attributions", "traces"]


class Ledger(model.Ledger, frozen=True, kw_only=True):
    """A ledger with views: `to_json()`, `to_html()`, `to_polars()`, `to_pandas()`, and itself in a notebook."""

    def to_html(self) -> str:
        """The report as one HTML file."""
        from .render import render_html

        return render_html(self)

    def _repr_html_(self) -> str:
        from .render import render_notebook

        return render_notebook(self)

    def to_polars(self, table: Table = "claims") -> pl.DataFrame:
        """One table of the ledger, a row an entry; raises UsageError where Polars is not installed."""
        frame: pl.DataFrame = _extra("polars").DataFrame(_rows(self, table), infer_schema_length=None)
        return frame

    def to_pandas(self, table: Table = "claims") -> pd.DataFrame:
        """One table of the ledger, a row an entry; raises UsageError where pandas is not installed."""
        frame: pd.DataFrame = _extra("pandas").DataFrame(_rows(self, table))
        return frame


def check(
    article: str | Path,
    against: str | Path | Sequence[str | Path] = (),
    *,
    checked: str | Path | Sequence[str | Path] = (),
    vectors: bool = True,
) -> Ledger:
    """Read an article, trace its claims in source documents, and give its ledger.

    `article` is a Path, a URL, or the text itself; `against` are files, folders and indexes, one or several; `checked` are earlier checks
    that claims are matched against: files, folders, or a kept collection. Without
    `vectors` passages are found by words, names and figures alone, which is faster. A source document that
    cannot be read is a problem in the ledger. Raises UnreadableError for an article that cannot be read and UsageError
    for a path that is not there.
    """
    from . import pipeline

    reading = _read(article)
    if not against:
        return _with_views(_with_checks(pipeline.check(reading), checked, vectors=vectors))
    index, added = pipeline.open_sources(_paths(against), vectors=vectors)
    with index:
        ledger = pipeline.check(reading, index, added.problems)
    return _with_views(_with_checks(ledger, checked, vectors=vectors))


def _paths(given: str | Path | Sequence[str | Path]) -> list[Path]:
    return [Path(given)] if isinstance(given, str | Path) else [Path(one) for one in given]


def _with_checks(ledger: model.Ledger, checked: str | Path | Sequence[str | Path], *, vectors: bool) -> model.Ledger:
    if not checked:
        return ledger
    from .checked import open_checks, with_checks
    from .language.meaning import meaning_reader

    encoder = meaning_reader() if vectors else None
    return with_checks(ledger, open_checks(_paths(checked), encoder), encoder)


def _read(article: str | Path) -> Any:
    from .reading import read_any, read_text

    if isinstance(article, Path):
        return read_any(str(article))
    is_url = article.startswith(("http://", "https://")) and len(article.split()) == 1
    return read_any(article) if is_url else read_text(article)


def _with_views(ledger: model.Ledger) -> Ledger:
    return Ledger(**{name: getattr(ledger, name) for name in ledger.__struct_fields__ if name != "schema"})


def _extra(name: str) -> Any:
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError as error:
        raise model.UsageError("usage", f"{name} is not installed", f"pip install 'sayso[{name}]'") from error


def _rows(ledger: model.Ledger, table: Table) -> list[dict[str, Any]]:
    """The entries of a table, nested fields as their words, so that every column holds plain values."""
    import msgspec

    found = []
    for entry in getattr(ledger, table):
        fields = msgspec.to_builtins(entry)
        found.append({name: _plain(value) for name, value in fields.items() if name != "made"})
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return value.get("text", "; ".join(f"{name}: {part}" for name, part in value.items()))
    if isinstance(value, list | tuple):
        return "; ".join(str(_plain(part)) for part in value)
    return value
