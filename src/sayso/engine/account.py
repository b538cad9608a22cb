"""The account of a run that goes on: which shards are made, how far it is. Threads may tell it at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .files import Finished
from .making import Made
from .settings import Progress
from .work import Shard


@dataclass
class Account:
    """What is finished of some shards (by key), and what that took; `begun` is when the run did, and its progress is reported."""

    shards: Mapping[str, Shard]
    finished: dict[str, Finished]
    begun: float
    report: Callable[[Progress], None]
    memory: int = 0
    items: int = 0
    kept: int = field(init=False)
    _total: int = field(init=False)
    _done: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """What is finished at the beginning was kept."""
        self.kept = len(self.finished)
        self._total = sum(one.weight for key, one in self.shards.items() if key not in self.finished)

    def count(self, items: int) -> None:
        """So many more items were done."""
        with self._lock:
            self.items += items

    def add(self, made: Made) -> None:
        """A shard was made; one that is told of twice counts once."""
        with self._lock:
            key = made.shard.key
            self._done += 0 if key in self.finished else self.shards[key].weight
            self.finished[key] = made.shard
            self.memory = max(self.memory, made.memory)

    def look(self) -> None:
        """Report how far it is."""
        with self._lock:
            now = Progress(self.items, self._done, self._total, time.monotonic() - self.begun)
        self.report(now)
