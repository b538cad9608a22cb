"""What earlier joins made, by a hash of what they made it of: a list on disk in the order of the hashes, and the records that tasks left.

A task that finds there what it would make takes it; its outcome is the same without. The list is written by the main process when a step is done,
and names files that stay until the same step of a later join is done.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import Final

import numpy as np

from sayso.engine import Finished
from sayso.engine.files import hash_of_file
from sayso.engine.shuffle import Rows, put_rows, rows_of
from sayso.model import UnreadableError

from .records import Records
from .rows import HASH, KNOWN
from .step import Place, Step
from .thread_meet import files_beside, load_tasks, put_tasks
from .thread_order import file

_MADE: Final = np.dtype([("key", "<u8"), ("more", "<u8")])


def hash_of(*parts: bytes) -> bytes:
    """A hash of some parts in their order, by which what was made of them is known again."""
    hasher = blake2b(digest_size=16)
    for part in parts:
        hasher.update(len(part).to_bytes(8, "big"))
        hasher.update(part)
    return hasher.digest()


def known_rows(hashes: Sequence[bytes]) -> Rows:
    """Hashes of 16 bytes as rows, in the order of the records."""
    return np.frombuffer(b"".join(hashes), _MADE)


def keep_known(place: Place, step: Step, done: Sequence[Finished]) -> None:
    """List what the tasks of a step made, for later joins."""
    found = [np.zeros(0, KNOWN)]
    for number, one in enumerate(done):
        made = rows_of(place.file(step.name, "made", one.key), _MADE)
        rows = np.zeros(len(made), KNOWN)
        rows["key"], rows["more"], rows["file"], rows["record"] = (
            made["key"],
            made["more"],
            number,
            np.arange(len(made)),
        )
        found.append(rows)
    whole = np.concatenate(found)
    whole = whole[np.argsort(whole["key"], kind="stable")]
    file(place, f"{step.name}.json").unlink(missing_ok=True)  # the list and its files go together
    keys, known = file(place, f"{step.name}.keys"), file(place, f"{step.name}.known")
    put_rows(keys, np.ascontiguousarray(whole["key"]).astype(HASH))
    put_rows(known, whole)
    listed = {f"{path.parent.name}/{path.name}": hash_of_file(path) for path in (keys, known)}
    put_tasks(place, f"{step.name}.json", done, files_beside(step, done) | listed)


class Known:
    """The records that an earlier join made in a step."""

    def __init__(self, place: Place, step: Step, what: str) -> None:
        """`what` are the records; where nothing is listed nothing is known."""
        self._records, self._tasks = Records(place, step, what), load_tasks(place, f"{step.name}.json")
        self._keys, self._rows = np.zeros(0, HASH), np.zeros(0, KNOWN)
        if self._tasks:
            self._keys = rows_of(file(place, f"{step.name}.keys"), HASH)
            self._rows = rows_of(file(place, f"{step.name}.known"), KNOWN)

    def get(self, name: bytes) -> bytes | None:
        """What was made by a hash of 16 bytes; None for what is not known, or not whole any more."""
        key, more = np.frombuffer(name, HASH)
        first, end = (
            np.searchsorted(self._keys, np.array([key]))[0],
            np.searchsorted(self._keys, np.array([key]), "right")[0],
        )
        for row in self._rows[first:end]:
            if row["more"] == more:
                try:
                    return self._records.get(self._tasks[int(row["file"])], int(row["record"]))
                except UnreadableError:
                    return None
        return None
