"""How work is spread over processes of this machine or of a cluster: a shard at a time, each written whole, resumed where it stopped. Knows nothing of text."""

from .files import Finished, Shards, read_lines, read_shards
from .process import Crew
from .run import Summary, run
from .settings import Progress, Settings
from .whole import Whole
from .work import Item, Result, Shard

__all__ = [
    "Crew",
    "Finished",
    "Item",
    "Progress",
    "Result",
    "Settings",
    "Shard",
    "Shards",
    "Summary",
    "Whole",
    "read_lines",
    "read_shards",
    "run",
]
