"""Collections of documents, from folders to web archives: parted into shards, and each shard's documents one by one.

Nothing is read when a corpus is parted, but for what its parts are; a document is read when it is taken.
"""

from .appearance import Appearance, Member, read_appearance
from .members import open_shard
from .shards import CorpusShard, Part, Plan, find_shards, place_of

__all__ = [
    "Appearance",
    "CorpusShard",
    "Member",
    "Part",
    "Plan",
    "find_shards",
    "open_shard",
    "place_of",
    "read_appearance",
]
