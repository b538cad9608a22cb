"""What went wrong, as a value with a place; and the few exceptions.

SaysoError                 carries a Problem; its exit code is what the command line ends with
├── UsageError       (2)   asked for in a way that cannot be done
└── UnreadableError  (3)   a text that cannot be read
"""

from __future__ import annotations

import errno
import os
from typing import Final

from .span import Entry

#: Every code that a problem may carry, with what it means. Codes are stable; the documentation lists them all.
CODES: Final[dict[str, str]] = {
    "adjudicator": "A model server failed or was stopped; the findings are whole without its suggestions.",
    "archive-unsafe": "An archive unpacks to more than the limit, or holds what it should not.",
    "binary": "The bytes are no text, whatever the file is called.",
    "busy": "Another process is changing the index or the desk.",
    "changed-index": "An index or a desk was made by another version, or is damaged, and must be rebuilt or restored.",
    "changed-since": "Somebody else, or a new reading, has changed what you looked at.",
    "claims-untraced": "An article has more claims than are traced at once; the first were.",
    "check-unread": "An earlier check lacks what it checked, or is not in a form that is read.",
    "cluster": "A cluster could not be reached, or could not do the work.",
    "cut-short": "Not all of a page was read.",
    "damaged": "The file's structure is broken.",
    "empty": "There is no text in it.",
    "encoding-guessed": "The text names no encoding; one was guessed.",
    "encrypted": "The file needs a password.",
    "http-status": "The server answered with an error.",
    "internal": "A fault in Sayso itself kept a file from being read.",
    "language-unserved": "Figures and say-so are not read in this language yet.",
    "locked": "A name waits after too many wrong passwords.",
    "missing": "There is no such file or folder.",
    "no-sources": "A folder holds nothing that can be read.",
    "no-text-layer": "A PDF holds pictures of pages, without text.",
    "no-verdict": "There is nothing to export in this form: no claim has a verdict with a name.",
    "not-an-index": "The folder is no index of Sayso, the file or database no desk.",
    "page-whole": "No article was found on a page; all of its text was read.",
    "pages-unread": "Some pages gave no text.",
    "private-address": "A URL leads to a private or local address.",
    "refused": "A database does not take a name, a password, or what they ask for.",
    "sign-in": "The name or the password is wrong, or the account is shut.",
    "skipped": "A file was left out.",
    "text-cut": "A text is larger than what is analysed; its beginning was.",
    "timeout": "Reading took longer than the limit.",
    "too-large": "The input is larger than the limit.",
    "too-many-redirects": "A URL redirects more often than the limit.",
    "unknown-format": "The format is not one that can be read.",
    "unreachable": "The server could not be reached.",
    "unreadable": "The file could not be opened.",
    "url-unsupported": "Only http and https addresses are fetched.",
    "usage": "The command was called in a way that it does not take.",
    "weights": "Weights of an encoder are missing or damaged; rules, word lists, words and figures alone were used.",
}


class Problem(Entry, frozen=True, kw_only=True):
    """Something that a person should know: a stable code, what happened, the mend, and where.

    A ledger of another version may carry a code that this one does not know.
    """

    code: str
    message: str
    hint: str = ""
    start: int | None = None
    end: int | None = None
    uri: str | None = None


class SaysoError(Exception):
    """The base of what Sayso raises on purpose. `problem` says what and how to mend it."""

    exit_code = 1

    def __init__(self, code: str, message: str, hint: str = "", uri: str | None = None) -> None:
        """Keep the problem; `str(error)` is its message."""
        super().__init__(message)
        self.problem = Problem(code=code, message=message, hint=hint, uri=uri)


#: What a system has run out of, or refuses.
_REFUSALS: Final = frozenset(
    (
        errno.ENOSPC,
        errno.EDQUOT,
        errno.EIO,
        errno.EROFS,
        errno.EMFILE,
        errno.ENFILE,
        errno.ENOMEM,
        errno.EACCES,
        errno.EPERM,
    )
)


def is_of_the_system(error: OSError) -> bool:
    """Whether it is the system that has run out of something or refuses it; all else is a fault of who asked."""
    return error.errno in _REFUSALS


def of_the_system(error: OSError, *, where: bool = True) -> Problem:
    """What the system refuses where nobody expects it: a full disk, a failing one, a system that is out of files.

    Without `where` no path is told: where uploads lie is nobody's business.
    """
    hint = "see that the disk has room, that you may read and write there, and that few files are open; then try again"
    said = str(error.strerror or error)
    if not where:
        said = os.strerror(error.errno) if error.errno else type(error).__name__
    elif error.filename:
        said = f"{error.filename}: {said}"
    return Problem(code="unreadable", message=f"the system says: {said}", hint=hint)


class UsageError(SaysoError):
    """Asked for in a way that cannot be done: a missing file, a folder that is no index."""

    exit_code = 2


class UnreadableError(SaysoError):
    """A text that cannot be read: empty, encrypted, damaged, of an unknown format."""

    exit_code = 3
