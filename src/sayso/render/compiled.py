"""Compiled templates kept in memory: each ledger has surroundings of its own, but the templates are the same."""

from __future__ import annotations

from functools import cache

from jinja2.bccache import Bucket, BytecodeCache


class _Memory(BytecodeCache):
    """Bytecode by the template's name; a bucket checks itself that the template has not changed."""

    def __init__(self) -> None:
        self._held: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        held = self._held.get(bucket.key)
        if held is not None:
            bucket.bytecode_from_string(held)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._held[bucket.key] = bucket.bytecode_to_string()


@cache
def compiled() -> BytecodeCache:
    """The process's own."""
    return _Memory()
