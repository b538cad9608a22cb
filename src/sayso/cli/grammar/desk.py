"""Commands about people's work: `review`, `store`, `export`, `diff`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, Final

#: What `export` writes, by name: the forms of `sayso.render.EXPORTS`, which is not loaded for the sake of `--help`.
FORMS: Final = {
    "html": "the report as signed, one file for any browser",
    "json": "the ledger with its review, all of it, to be read back",
    "jsonl": "the same, one entry a line",
    "csv-claims": "a table of the claims, for a spreadsheet",
    "csv-figures": "a table of the figures, for a spreadsheet",
    "markdown": "the report as plain text with headings",
    "webannotation": "W3C Web Annotations on the article and the sources",
    "prov": "provenance in PROV-O: who said what, found what, signed what",
    "csl": "the article and its sources to cite",
    "claimreview": "verdicts as ClaimReview (schema.org); none without a person's verdict and name",
    "sqlite": "a SQLite file with search, for Datasette",
    "packet": "the evidence packet: all that is needed to repeat and to sign",
}
#: Which desk is meant where none is named.
_OWN: Final = "the one of the settings where it is not named, else your own"


def add_review(commands: Any) -> None:
    """The grammar of `sayso review`."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "review",
        help="open the workbench, in which people review what was found",
        description="Open the workbench in a browser: read articles, judge claims, accept passages, sign, export. It answers "
        "this machine alone, and nothing leaves it. What people do is kept in a desk, one file.",
    )
    parser.add_argument(
        "what", metavar="LEDGER|DESK", nargs="?",
        help="a ledger of `sayso check --json`, which is put on the desk and opened, or the desk's file",
    )  # fmt: skip
    parser.add_argument("--desk", metavar="DESK", help="the desk's file, or its postgresql:// address; " + _OWN)
    parser.add_argument(
        "--against", metavar="SOURCES", nargs="+", action="extend", help="what new articles are held against"
    )
    parser.add_argument(
        "--followed", metavar="FOLDER", help="show the threads that `sayso follow threads` found there, too"
    )
    parser.add_argument("--port", metavar="N", type=int, default=0, help="the port; a free one where it is not named")
    parser.add_argument(
        "--as", dest="person", metavar="NAME", help="the name that your acts carry; your login name otherwise"
    )
    parser.add_argument(
        "--accounts", action="store_true", help="several people work at it: each signs in (sayso store accounts)"
    )
    parser.add_argument(
        "--host", metavar="ADDRESS", default="127.0.0.1",
        help="where it listens; with --accounts and TLS it may be another than this machine alone",
    )  # fmt: skip
    parser.add_argument(
        "--origin", metavar="URL", help="the address that people use, where a proxy stands in front of it"
    )
    parser.add_argument("--tls-cert", metavar="FILE", help="its certificate, with the chain, as PEM")
    parser.add_argument("--tls-key", metavar="FILE", help="the certificate's key, as PEM")
    parser.add_argument("--no-browser", dest="browser", action="store_false", help="print the address alone")
    parser.add_argument("--no-vectors", action="store_true", default=None, help="find passages by words alone")


def add_store(commands: Any) -> None:
    """The grammar of `sayso store`."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "store",
        help="look after a desk: check, back up, restore, forget, accounts",
        description="Look after a desk, where people's work is kept: a file, or a PostgreSQL database by its address.",
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, help_text in (
        ("verify", "check every hash, and the chain of all that people did; ends with 4 where something is not whole"),
        ("backup", "write a desk into one file, of one moment though others write, and check it"),
        ("restore", "make a desk of a backup, where there is none"),
        ("list", "list the documents of a desk: key, when it came, number of its last event, address"),
        ("forget", "delete a document for good, with its ledgers and what the acts on it say"),
    ):
        action = actions.add_parser(name, help=help_text, description=help_text[0].upper() + help_text[1:] + ".")
        if name == "restore":
            action.add_argument("file", metavar="FILE", type=Path, help="the backup, which stays as it is")
        action.add_argument("desk", metavar="DESK", nargs="?", help="the desk's file or address; " + _OWN)
        if name == "backup":
            action.add_argument(
                "file", metavar="FILE", type=Path, help="the backup's file; an older backup is replaced"
            )
        elif name == "forget":
            action.add_argument("key", metavar="KEY", help="the document's key, as `sayso store list` shows it")
            action.add_argument("--yes", action="store_true", help="do not ask first")
            action.add_argument("--as", dest="person", metavar="NAME", help="who does it; your login name otherwise")
    help_text = "who may come, and as what"
    _add_accounts(actions.add_parser("accounts", help=help_text, description="Who may come to a desk, and as what."))


def _add_accounts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--desk", metavar="DESK", help="the desk's file or address; " + _OWN)
    deeds = parser.add_subparsers(dest="deed", metavar="ACTION", required=True)
    for name, help_text in (
        ("list", "list the accounts: name, role, when it was made, open or shut"),
        ("add", "make an account"),
        ("password", "set a password, which ends the account's sessions"),
        ("role", "give an account another role"),
        ("disable", "shut an account and end its sessions"),
        ("enable", "open an account again"),
    ):
        deed = deeds.add_parser(name, help=help_text, description=help_text[0].upper() + help_text[1:] + ".")
        if name != "list":
            deed.add_argument("name", metavar="NAME", help="the account's name")
        if name in ("add", "role"):
            role = "reader: reads; reviewer: also judges and notes; editor: also rates, signs, keeps accounts"
            deed.add_argument("role", metavar="ROLE", choices=("reader", "reviewer", "editor"), help=role)
        if name in ("add", "password"):
            stdin_help = "take the password from standard input instead of asking"
            deed.add_argument("--password-stdin", action="store_true", help=stdin_help)


def add_export(commands: Any) -> None:
    """The grammar of `sayso export`."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "export",
        help="write a ledger with its review in a form that others read",
        description="Write a ledger, with all that people decided of it, in a form that others read. Of a desk's document it is "
        "the last signed version, else the draft. Names that were withheld are blacked out.",
    )
    parser.add_argument(
        "source", metavar="LEDGER|DESK",
        help="a ledger as JSON, a desk's file or postgresql:// address; with --desk, or where there is no such file, a document of the desk",
    )  # fmt: skip
    parser.add_argument(
        "key", metavar="DOCUMENT", nargs="?",
        help="which document of the desk: the beginning of its key, its address, or words of its title that only it has",
    )  # fmt: skip
    parser.add_argument(
        "--desk", metavar="DESK", help="the desk; the one of the settings where it is not named, else your own"
    )
    parser.add_argument(
        "--form", metavar="FORM", required=True, choices=tuple(FORMS), help="; ".join(f"{name}: {words}" for name, words in FORMS.items())
    )  # fmt: skip
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=Path,
        help="the file to write; without it standard output, if that is text",
    )
    parser.add_argument(
        "--version", metavar="N", dest="wanted", help="a signed version by its number, or `draft` for what stands now"
    )
    parser.add_argument("-q", "--quiet", action="store_true", default=None, help="no notes")


def add_diff(commands: Any) -> None:
    """The grammar of `sayso diff`."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "diff",
        help="show what differs between two ledgers of an article",
        description="Show what was added, dropped, changed and moved between two ledgers of two versions of an article, or of "
        "one article read by two versions of Sayso. Ends with 0 where nothing differs, 1 where something does.",
    )
    parser.add_argument("old", metavar="A", type=Path, help="the older ledger, as `sayso check -o A.json` wrote it")
    parser.add_argument("new", metavar="B", type=Path, help="the newer ledger")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", dest="form", action="store_const", const="json", help="the changes as JSON")
    form.add_argument("--html", dest="form", action="store_const", const="html", help="the changes as one HTML page")
    parser.add_argument(
        "-o", "--output", metavar="FILE", action="append", default=[], type=Path,
        help="write a file; its ending says the form: .json .html .txt (may be given several times)",
    )  # fmt: skip
    parser.add_argument("-q", "--quiet", action="store_true", help="no warning where the two are different articles")
