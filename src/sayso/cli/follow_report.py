"""`sayso follow report`: the threads of a corpus as one HTML page."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from .console import safe, tell, write_whole


def run(options: argparse.Namespace) -> int:
    """Write the page; returns the exit code."""
    from sayso.join import Wanted, named_beside, read_threads
    from sayso.render import render_threads

    wanted = Wanted(claim=options.claim, figure=options.figure, since=options.since)
    chosen, total = [], 0
    for total, thread in enumerate(read_threads(options.folder, wanted), 1):
        if total <= options.most:
            chosen.append(thread)
    page = render_threads(
        chosen, beyond=named_beside(options.folder, chosen), total=total, asked=tuple(_asked(options))
    )
    write_whole(options.output, page)
    if not options.quiet:
        tell(safe(f"{options.output}: {len(chosen)} of {total} thread{'s' * (total != 1)}"))
    return 0


def _asked(options: argparse.Namespace) -> Iterator[str]:
    """What the threads are chosen by, in words."""
    if options.claim is not None:
        yield f"the words “{options.claim}”"
    if options.figure is not None:
        yield f"the figure {options.figure:g}"
    if options.since is not None:
        yield f"an appearance since {options.since}"
