"""The reading of a shard for tests, in which a document that says so kills its process, or never ends."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

from sayso import follow
from sayso.engine import Item, Result


def read_shard(payload: bytes) -> Iterator[Item]:
    """As `sayso.follow.read_shard`, but for documents of one word."""
    for item in follow.read_shard(payload):
        yield Item(item.name, lambda item=item: _do(item))  # type: ignore[misc]


def _do(item: Item) -> Result:
    found = item.do()
    if b'"text":"DEADLY' in found.lines:
        os._exit(9)
    if b'"text":"ENDLESS' in found.lines:
        time.sleep(1000)
    return found
