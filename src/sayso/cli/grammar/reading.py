"""Commands that read one article and what it is held against: `check`, `figures`, `index`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, Final

#: What `--fail-on` takes: findings, and "unnamed" for say-so without a name.
FAIL_ON: Final = ("differs", "other_scope", "not_found", "unnamed")


def add_check(commands: Any) -> None:
    """The grammar of `sayso check`."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "check",
        help="read an article, trace its claims in source documents, report",
        description="Read an article and show who is said to say what, with what figures, and what the source documents "
        "say. With none of --json, --jsonl, --html, --csv and -o it prints a summary.",
    )
    parser.add_argument("article", metavar="ARTICLE", help="a file, a URL, or - for standard input")
    parser.add_argument(
        "--against", metavar="SOURCES", nargs="+", action="extend", help="source documents: files, folders, or an index"
    )
    parser.add_argument(
        "--checked", metavar="CHECKS", nargs="+", action="extend", type=Path,
        help="earlier checks (ClaimReview, tables, reviews of Sayso): files, folders, or what `sayso checked --out` kept",
    )  # fmt: skip
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--json", dest="form", action="store_const", const="json", help="the ledger as JSON on standard output"
    )
    form.add_argument("--jsonl", dest="form", action="store_const", const="jsonl", help="one line an entry")
    form.add_argument("--html", dest="form", action="store_const", const="html", help="the report as one HTML file")
    form.add_argument(
        "--csv", dest="form", action="store_const", const="csv", help="a table of the claims, or as --table says"
    )
    parser.add_argument(
        "--table", choices=("claims", "figures"), default="claims", help="what --csv writes, a row each"
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", action="append", default=[], type=Path,
        help="write a file; its ending says the form: .json .jsonl .html .csv .txt, or .zip for an evidence packet (may be given several times)",
    )  # fmt: skip
    parser.add_argument("--summary", action="store_true", help="print the summary too, when -o is given")
    parser.add_argument(
        "--fail-on", metavar="FINDING", action="append", help=f"end with 1 if there is one: {', '.join(FAIL_ON)}"
    )
    parser.add_argument(
        "--allow-private", action="store_true", default=None, help="fetch private and local addresses too"
    )
    parser.add_argument(
        "--no-vectors", action="store_true", default=None,
        help="find passages by words, names and figures alone, which is faster: no vectors are made or asked",
    )  # fmt: skip
    _add_adjudicator(parser)
    parser.add_argument("-q", "--quiet", action="store_true", default=None, help="no progress and no notes")


def _add_adjudicator(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--adjudicate", metavar="URL",
        help="ask a model server, OpenAI-compatible, about findings that abstain (http://localhost:11434/v1); what is to be sent is shown before",
    )  # fmt: skip
    parser.add_argument("--adjudicate-model", metavar="NAME", help="the model to ask there")
    parser.add_argument(
        "--adjudicate-most",
        metavar="N",
        type=int,
        help="ask about so many findings at most, those most worth checking (50)",
    )
    parser.add_argument(
        "--adjudicate-http",
        action="store_true",
        default=None,
        help="ask a public server over http too, for all to read",
    )
    parser.add_argument("--yes", action="store_true", help="send to the model server without asking first")


def add_checked(commands: Any) -> None:
    """The grammar of `sayso checked`."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "checked",
        help="read earlier checks, and keep them to match claims against",
        description="Read earlier checks (ClaimReview in JSON-LD, pages and feeds; tables; reviews of Sayso), tell how many "
        "there are and what was not read; print them as JSON Lines, or keep them, with what finds them, in a folder.",
    )
    parser.add_argument("checks", metavar="CHECKS", nargs="+", type=Path, help="files and folders")
    parser.add_argument(
        "--out", metavar="FOLDER", type=Path, help="keep them there, for `sayso check --checked FOLDER`"
    )
    parser.add_argument("--json", action="store_true", help="print each check, an object a line")
    parser.add_argument(
        "--no-vectors", action="store_true", default=None,
        help="keep no vectors, which is faster: claims in other words or languages are found less often",
    )  # fmt: skip
    parser.add_argument("-q", "--quiet", action="store_true", default=None, help="no progress and no notes")


def add_figures(commands: Any) -> None:
    """The grammar of `sayso figures`."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "figures",
        help="print the figures of a text",
        description="Print every figure of a text, a row each with tabs between: its place, its kind, as written, its value in "
        "words, what it counts, what it is a share of, whom it is said of, the period, where, and the rule that read it.",
    )
    parser.add_argument("article", metavar="FILE", help="a file, a URL, or - for standard input")
    parser.add_argument(
        "--json", action="store_true", help="a JSON object a line, with every field of the ledger's figures"
    )
    parser.add_argument(
        "--allow-private", action="store_true", default=None, help="fetch private and local addresses too"
    )


def add_index(commands: Any) -> None:
    """The grammar of `sayso index`."""
    parser: argparse.ArgumentParser = commands.add_parser("index", help="keep source documents in an index")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, help_text, what in (
        (
            "build",
            "make an index of these files and folders and no others; what is there and unchanged is kept",
            "sources",
        ),
        ("add", "add files and folders to an index", "sources"),
        ("remove", "take documents out of an index", "uris"),
        ("list", "list the documents of an index", ""),
        ("vectors", "make vectors of the documents that have none, so that they are found by meaning too", ""),
        ("verify", "check every record of an index", ""),
        ("rebuild", "make the words, and the vectors where they are damaged, anew from the store", ""),
    ):
        action = actions.add_parser(name, help=help_text, description=help_text[0].upper() + help_text[1:] + ".")
        action.add_argument("index", metavar="INDEX", type=Path, help="the index's folder")
        if what == "sources":
            action.add_argument("sources", metavar="SOURCES", nargs="+", type=Path, help="files and folders")
            action.add_argument(
                "--no-vectors", action="store_true", default=None,
                help="make no vectors of what is added, though the others have some",
            )  # fmt: skip
        elif what == "uris":
            action.add_argument("uris", metavar="DOCUMENT", nargs="+", help="as `sayso index list` names it")
        action.add_argument("-q", "--quiet", action="store_true", default=None, help="no progress and no notes")
