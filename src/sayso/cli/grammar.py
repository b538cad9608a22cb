"""The command line's grammar: commands, their arguments, their help. Nothing heavier than argparse is loaded here."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, Final, NoReturn

from sayso.version import __version__

#: What `--fail-on` takes: findings, and "unnamed" for say-so without a name.
FAIL_ON: Final = ("differs", "other_scope", "not_found", "unnamed")


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
#: What `bench` measures, by name; each is a function of `sayso.bench`.
_BENCHES: Final = {
    "babe": "loaded wording in English news",
    "checkthat_subjectivity": "subjective sentences in news of three languages",
    "checkthat_worth": "sentences worth checking in English debates",
    "follow_read": "what reading a corpus costs by its size, with made texts written to a folder",
    "german_quotations": "say-so in German news",
    "newsquant": "quantities in English news",
    "ntrex": "tracing across languages",
    "ntrex_search": "sentences found by their translations, in five languages",
    "own_claims": "claims against our own labelled news set",
    "own_drift": "tracing and drift against our own labelled set",
    "own_figures": "figures against our own labelled news set",
    "own_sayso": "say-so against our own labelled news set",
    "polnear": "say-so in English news",
    "recognizers": "numbers, percentages and sums in six languages",
    "same_figures": "the same figures in a text and its translations",
    "reuse": "who took which passage from whom, on our own set, and what it costs by the number of documents",
    "scale": "what an index costs by its size, with made texts written to a folder",
    "vitaminc": "whether passages of Wikipedia bear out or refute claims with figures",
    "seeded": "changes seeded in sentences held against their translations",
    "wice": "the passages of a page that a claim of Wikipedia rests on, in English",
}

#: Which desk is meant where none is named.
_OWN: Final = "the one of the settings where it is not named, else your own"

_ORDER: Final = {
    "sayso check": "the article comes first, then what it is held against: sayso check ARTICLE --against SOURCES ...",
}


class _Parser(argparse.ArgumentParser):
    """A parser whose errors name the mend."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how it goes; end with 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f"error: {message}\nhint: {_ORDER.get(self.prog, f'see `{self.prog} --help`')}\n")


def parser() -> argparse.ArgumentParser:
    """The whole command line, for running it and for its reference page."""
    top = _Parser(
        prog="sayso",
        description="Reads an article and shows, claim by claim, who is said to say it, with what figures, "
        "and what the source documents say.",
        epilog="Exit codes: 0 done, 1 findings named by --fail-on, 2 usage, 3 unreadable input, 4 partly done.",
    )
    top.add_argument("--version", action="version", version=f"sayso {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for add in (
        _add_check,
        _add_review,
        _add_diff,
        _add_export,
        _add_store,
        _add_index,
        _add_follow,
        _add_figures,
        _add_schema,
        _add_doctor,
        _add_bench,
    ):
        add(commands)
    return top


def _add_check(commands: Any) -> None:
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


def _add_review(commands: Any) -> None:
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


def _add_store(commands: Any) -> None:
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


def _add_diff(commands: Any) -> None:
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


def _add_index(commands: Any) -> None:
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


def _add_export(commands: Any) -> None:
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


def _add_follow(commands: Any) -> None:
    parser: argparse.ArgumentParser = commands.add_parser(
        "follow", help="read a corpus, to follow things across articles"
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    read = actions.add_parser(
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
    read.add_argument("--workers", metavar="N", type=int, help="how many processes; one a core where it is not named")
    read.add_argument(
        "--memory", metavar="MIB", type=int, default=2048, help="what one process may take up, in MiB (2048)"
    )
    read.add_argument("--seconds", metavar="N", type=float, default=60, help="how long one document may take (60)")
    depth = read.add_mutually_exclusive_group()
    depth.add_argument(
        "--figures-only", dest="depth", action="store_const", const="figures", default="full",
        help="read figures alone, by rules: many times as fast",
    )  # fmt: skip
    depth.add_argument(
        "--rules-only", dest="depth", action="store_const", const="rules", help="read everything, but without encoders"
    )
    read.add_argument("-q", "--quiet", action="store_true", default=None, help="no progress and no notes")


def _add_figures(commands: Any) -> None:
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


def _add_bench(commands: Any) -> None:
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
        help="of scale: how many passages (20000); of follow_read: how many documents (10000); of reuse: the same (5000)",
    )


def _add_schema(commands: Any) -> None:
    parser: argparse.ArgumentParser = commands.add_parser(
        "schema",
        help="print the JSON Schema of a ledger",
        description="Print the JSON Schema of a ledger, or of the review within an exported one (draft 2020-12).",
    )
    parser.add_argument("name", nargs="?", choices=("ledger", "review"), default="ledger", help="which one (ledger)")


def _add_doctor(commands: Any) -> None:
    commands.add_parser(
        "doctor",
        help="check that everything works here",
        description="Check this installation: libraries, word lists, store and index. Nothing leaves the machine.",
    )
