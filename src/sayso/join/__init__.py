"""Ledgers of a corpus joined: the steps of `sayso.across`, spread over processes by the engine, from disk within memory."""

from .kept import Followed, Heading, KeptThreads, named_beside, read_threads, threads_file
from .prints import Listed
from .reuse import JoinDone, Joined, join_reuse, load_reuse, read_joined, read_listed, read_reuse
from .said import Said, Shared, Wanted, find_said
from .threads import ThreadsDone, join_threads, read_followed

__all__ = [
    "Followed",
    "Heading",
    "JoinDone",
    "Joined",
    "KeptThreads",
    "Listed",
    "Said",
    "Shared",
    "ThreadsDone",
    "Wanted",
    "find_said",
    "join_reuse",
    "join_threads",
    "load_reuse",
    "named_beside",
    "read_followed",
    "read_joined",
    "read_listed",
    "read_reuse",
    "read_threads",
    "threads_file",
]
