"""The rows that steps hand on. Documents are numbered by their rank, the earliest first, or stand by shard and line."""

from __future__ import annotations

from typing import Final

import numpy as np

#: A key of a document, which is a line of its shard.
KEY: Final = np.dtype([("key", "<u8"), ("around", "<u8"), ("line", "<u4"), ("at", "<u4"), ("at_end", "?")])
#: A document of the join, by rank.
DOCUMENT: Final = np.dtype([("shard", "<u4"), ("line", "<u4"), ("outlet", "<i8"), ("day", "<i4"), ("keys", "<u4")])
#: Two documents that share a key.
MEETING: Final = np.dtype([("a", "<u4"), ("b", "<u4"), ("at_a", "<u4"), ("at_b", "<u4"), ("alike", "i1"), ("hot", "?")])
#: How common a key is.
COMMON: Final = np.dtype(
    [("documents", "<u4"), ("outlets", "<u4"), ("at_end", "<u4"), ("first", "<i8"), ("last", "<i4")]
)
#: Two documents, by rank.
PAIR: Final = np.dtype([("a", "<u4"), ("b", "<u4")])
#: The same by shard and line, which last when other documents come.
PLACED: Final = np.dtype([("a_shard", "<u4"), ("a_line", "<u4"), ("b_shard", "<u4"), ("b_line", "<u4")])
#: Words that are the same in two documents, of a passage of a pair; bit 0 and 1 of `quoted`: within quotation marks in a, in b.
RUN: Final = np.dtype(
    [("pair", "<u4"), ("passage", "<u4"), ("a", "<u4"), ("b", "<u4"), ("length", "<u4"), ("quoted", "u1")]
)
#: Where the runs of two documents are: the number of the batch, rows of it.
FOUND: Final = np.dtype([("a", "<u4"), ("b", "<u4"), ("batch", "<u4"), ("first", "<u4"), ("end", "<u4")])
#: A stretch of a document that another has, too.
HOLDER: Final = np.dtype([("document", "<u4"), ("start", "<u4"), ("end", "<u4"), ("other", "<u4")])
NUMBER: Final = np.dtype("<i8")
HASH: Final = np.dtype("<u8")
RANK: Final = np.dtype("<u4")

# -- claims, by rank: in the order of their dates, then of their ids

#: A key of a claim, which is a line of its shard: by words 1 or 2, as it weighs; by a turn of the room `TURNED` and the turn.
CLAIM_KEY: Final = np.dtype([("key", "<u8"), ("claim", "<u4"), ("kind", "u1")])
TURNED: Final = 8
#: What puts a claim of a shard in order: its id, the line of its document; and a hash of all that is read of it.
MARK: Final = np.dtype([("mark", "<u8"), ("document", "<u4"), ("content", "<u8")])
#: A claim of the plan, by rank; its document is a rank, too.
CLAIM: Final = np.dtype([("shard", "<u4"), ("line", "<u4"), ("document", "<u4"), ("mark", "<u8"), ("content", "<u8")])
#: Two claims that share keys, and what these weigh.
MET: Final = np.dtype([("a", "<u4"), ("b", "<u4"), ("weight", "u1")])
#: Two claims by what they are, and how alike they were found; not a number where they do not say the same.
DECIDED: Final = np.dtype([("pair", "<u8"), ("score", "<f8")])
#: Two claims that say the same.
LINK: Final = np.dtype([("a", "<u4"), ("b", "<u4"), ("score", "<f8")])
#: An address of a document, which is a line of its shard or a rank; `order` is its place by its id.
ADDRESS: Final = np.dtype([("key", "<u8"), ("document", "<u4")])
SHELVED: Final = np.dtype([("key", "<u8"), ("order", "<u4"), ("document", "<u4")])
#: A passage or a group of copies by the document that has it, as a hash of its id: a record of a file. `other` is the passage's other document.
TAKEN: Final = np.dtype([("document", "<u8"), ("other", "<u8"), ("file", "<u4"), ("record", "<u4")])
#: A thread that was told: how many appearances, its id, and where its line is.
THREAD: Final = np.dtype([("count", "<u4"), ("id", "<u8"), ("file", "<u4"), ("record", "<u4")])
#: What was made of something, by a hash of that: a record of a file.
KNOWN: Final = np.dtype([("key", "<u8"), ("more", "<u8"), ("file", "<u4"), ("record", "<u4")])
