"""`sayso follow export`: a join in a form that others read."""

from __future__ import annotations

import argparse

from sayso.model.problem import UsageError

from .console import tell, whole_file


def run(options: argparse.Namespace) -> int:
    """Write the form; returns the exit code."""
    from sayso.join import read_joined
    from sayso.join.exports import FORMS

    form = FORMS[options.form]
    if options.table and not form.tabular:
        raise UsageError(
            "usage", f"{options.form} is a graph, not a table", "leave --table out, or take csv or parquet"
        )
    read_joined(options.folder)
    with whole_file(options.output) as file:
        form.write(options.folder, file, options.table or "passages")
    if not options.quiet:
        tell(f"{options.output}: written")
    return 0
