"""Commands on many articles: `follow` over a corpus, `bench` over public data."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import Any, Final

#: What `bench` measures, by name; each is a function of `sayso.bench`.
_BENCHES: Final = {
    "babe": "loaded wording in English news",
    "changes": "what changed between sources and claims, on our own set in six languages",
    "checked": "earlier checks of claims, on our own set, and what a claim costs by the number of made checks",
    "checkthat_subjectivity": "subjective sentences in news of three languages",
    "checkthat_worth": "sentences worth checking in English debates",
    "contrasts": "what changed between sources and claims, each claim also beside a source that bears it out, on our own set",
    "follow_cluster": "what a cluster of Spark costs beside processes of one machine, both on this machine",
    "follow_full": "what reading short articles in full costs at three sizes, with made texts written to a folder",
    "follow_join": "what joining a corpus costs by its size, with made ledgers written to a folder",
    "reckoning": "what following a corpus costs at three sizes, step by step, and what a hundred million articles would take",
    "follow_read": "what reading a corpus costs by its size, with made texts written to a folder",
    "follow_threads": "what following a corpus costs by its size, joining and threads, with made ledgers written to a folder",
    "german_quotations": "say-so in German news",
    "newsquant": "quantities in English news",
    "ntrex": "tracing across languages",
    "ntrex_search": "sentences found by their translations, in five languages",
    "origins": "what became of figures from article to article, and on how many origins claims rest, on our own set",
    "own_claims": "claims against our own labelled news set",
    "own_drift": "tracing and drift against our own labelled set",
    "own_figures": "figures against our own labelled news set",
    "own_sayso": "say-so against our own labelled news set",
    "polnear": "say-so in English news",
    "recognizers": "numbers, percentages and sums in six languages",
    "same_figures": "the same figures in a text and its translations",
    "reuse": "who took which passage from whom, on our own set, and what it costs by the number of documents",
    "scale": "what an index costs by its size, with made texts written to a folder",
    "threads": "the same claim in five languages, with other values, and beside claims that only sound like it",
    "twists": "figures that are the same in article and source while what is said of them is not",
    "vitaminc": "whether passages of Wikipedia bear out or refute claims with figures",
    "seeded": "changes seeded in sentences held against their translations",
    "wice": "the passages of a page that a claim of Wikipedia rests on, in English",
}


def add_follow(commands: Any) -> None:
    """The grammar of `sayso follow`."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "follow", help="read a corpus, to follow things across articles"
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    _add_read(actions)
    _add_join(actions)
    _add_show(actions)
    _add_threads(actions)
    _add_report(actions)
    _add_export(actions)


def _add_read(actions: Any) -> None:
    read: argparse.ArgumentParser = actions.add_parser(
        "read",
        help="read every document of a corpus into its ledger",
        description="Read every document of a corpus into its ledger, on all cores. What is done already is not done again, so a "
        "reading that was stopped or killed goes on with the same command. What cannot be read is told; ends with 4 then.",
    )
    read.add_argument(
        "corpus", metavar="CORPUS", nargs="+",
        help="folders, files, JSON Lines (also .gz), Parquet, web archives (.warc, .warc.gz), saved feeds (RSS, Atom), desks",
    )  # fmt: skip
    read.add_argument(
        "--out", metavar="FOLDER", type=Path, required=True, help="where the ledgers go; not within the corpus"
    )
    _add_processes(read)
    read.add_argument("--seconds", metavar="N", type=float, default=60, help="how long one document may take (60)")
    depth = read.add_mutually_exclusive_group()
    depth.add_argument(
        "--figures-only", dest="depth", action="store_const", const="figures", default="full",
        help="read figures alone, by rules: many times as fast",
    )  # fmt: skip
    depth.add_argument(
        "--rules-only", dest="depth", action="store_const", const="rules", help="read everything, but without encoders"
    )
    read.add_argument(
        "--replace", action="store_true", help="give up what the folder holds of another corpus, or of another depth"
    )
    _add_quiet(read)


def _add_join(actions: Any) -> None:
    join: argparse.ArgumentParser = actions.add_parser(
        "join",
        help="join what was read: who took which passage from whom",
        description="Join the ledgers that `sayso follow read` wrote: passages that documents share, who has them from whom, quoted or "
        "credited or neither, and groups of copies. What is done already is not done again, so a join that was stopped or killed goes on with "
        "the same command; when there are new shards of ledgers, documents of the old ones are not taken apart or compared again.",
    )
    join.add_argument("ledgers", metavar="LEDGERS", type=Path, help="the folder that `sayso follow read` wrote")
    join.add_argument(
        "--out", metavar="FOLDER", type=Path, required=True, help="where the result and the files of the steps go"
    )
    _add_processes(join)
    _add_quiet(join)


def _add_show(actions: Any) -> None:
    show: argparse.ArgumentParser = actions.add_parser(
        "show",
        help="show what a corpus says of a claim or a figure, by date",
        description="Show what the documents of a corpus say: claims by their words and figures, in the order of their dates, who is said to "
        "say it, and what of it is taken from others. Where no claims were read, sentences.",
    )
    show.add_argument(
        "folder", metavar="FOLDER", type=Path, help="what `sayso follow join` wrote, or `sayso follow read`"
    )
    _add_wanted(show)
    show.add_argument("--json", action="store_true", help="JSON Lines instead of text")
    _add_quiet(show)


def _add_threads(actions: Any) -> None:
    threads: argparse.ArgumentParser = actions.add_parser(
        "threads",
        help="follow the claims of a joined corpus: who says the same, how figures changed, on what it rests",
        description="Follow the claims of a corpus that was joined: those that several documents have, in whatever words and languages, with "
        "the history of each figure and the independent origins that they rest on. All are written to threads.jsonl in the folder. What is done "
        "already is not done again: the same command goes on where it was stopped or killed, and answers at once where nothing has changed.",
    )
    threads.add_argument("folder", metavar="FOLDER", type=Path, help="what `sayso follow join` wrote")
    threads.add_argument(
        "--most", metavar="N", type=_whole, default=20, help="how many are shown, those of most appearances (20)"
    )
    threads.add_argument("--json", action="store_true", help="JSON Lines instead of text")
    threads.add_argument(
        "--no-vectors", action="store_true", help="claims meet by figures, names and words alone, which is faster"
    )
    _add_processes(threads)
    _add_quiet(threads)


def _add_report(actions: Any) -> None:
    report: argparse.ArgumentParser = actions.add_parser(
        "report",
        help="write threads as one HTML page: figures by date, wording, who rests on whom",
        description="Write the threads that `sayso follow threads` found as one HTML page, which asks for nothing and needs no script: who rests on "
        "whom and what became of each figure, drawn and as tables, and how the claim is put. With --claim, --figure or --since those of which one "
        "appearance has all of it.",
    )
    report.add_argument("folder", metavar="FOLDER", type=Path, help="where `sayso follow threads` found them")
    report.add_argument("-o", "--output", metavar="FILE", type=Path, required=True, help="where it is written")
    report.add_argument(
        "--most", metavar="N", type=_whole, default=20, help="how many are in it, those of most appearances (20)"
    )
    _add_wanted(report)
    _add_quiet(report)


def _add_wanted(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--claim", metavar="WORDS", help="words that a claim has, all of them; case, accents and endings may differ"
    )
    parser.add_argument("--figure", metavar="N", type=_number, help="a value that a figure says, as a number: 30000")
    parser.add_argument(
        "--since", metavar="DATE", help="the first day, as 2026-03-31; what is not dated is left out then"
    )


def _whole(given: str) -> int:
    if not given.isascii() or not given.isdigit():
        raise argparse.ArgumentTypeError(f"{given!r} is no number: write it as 20")
    return int(given)


def _add_export(actions: Any) -> None:
    export: argparse.ArgumentParser = actions.add_parser(
        "export",
        help="write a join as a table or a graph",
        description="Write what `sayso follow join` found: passages, groups or documents as a table (csv, parquet), or who takes from whom as a "
        "graph of documents (graphml, json).",
    )
    export.add_argument("folder", metavar="FOLDER", type=Path, help="what `sayso follow join` wrote")
    export.add_argument("--form", choices=("csv", "parquet", "graphml", "json"), required=True, help="the form")
    export.add_argument(
        "--table", choices=("passages", "groups", "documents"), help="which table, of csv and parquet (passages)"
    )
    export.add_argument("-o", "--output", metavar="FILE", type=Path, required=True, help="where it is written")
    _add_quiet(export)


def _number(given: str) -> float:
    try:
        found = float(given)
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise argparse.ArgumentTypeError(f"{given!r} is no number: write it as 30000 or 5.2")
    return found


def _add_processes(parser: argparse.ArgumentParser) -> None:
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--workers", metavar="N", type=int, help="how many processes; one a core where it is not named")
    where.add_argument(
        "--spark", metavar="MASTER", default="",
        help="have the workers of a Spark cluster do it: spark://HOST:7077; they must see all folders under the same paths",
    )  # fmt: skip
    parser.add_argument(
        "--memory", metavar="MIB", type=int, default=2048, help="what one process may take up, in MiB (2048)"
    )


def _add_quiet(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-q", "--quiet", action="store_true", default=None, help="no progress and no notes")


def add_bench(commands: Any) -> None:
    """The grammar of `sayso bench`."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "bench",
        help="measure on public data",
        description="Measure on public data that lies on this machine. What each measure is: docs/measures.md.",
    )
    names = "; ".join(f"{name}: {what}" for name, what in _BENCHES.items())
    parser.add_argument("name", metavar="NAME", choices=tuple(_BENCHES), help=names)
    parser.add_argument("--data", metavar="PATH", type=Path, required=True, help="where the data lies")
    parser.add_argument(
        "--peers", metavar="PATH", type=Path, help="a folder of peers to measure beside, made by `python3 run.py peers`"
    )
    parser.add_argument(
        "--misses",
        metavar="MEASURE",
        nargs="?",
        const="",
        help="print what was missed: all, or of measures that begin so",
    )
    parser.add_argument(
        "--size",
        metavar="N",
        type=int,
        help="of scale: how many passages (20000); of follow_read, follow_join, follow_threads, follow_cluster and reckoning: how many documents (10000); of follow_full: how many short articles (1000); of reuse: how many documents (5000); of checked: how many made checks (10000)",
    )
