"""Who is said to say what: sources, cues and contents, by rules and word lists."""

from __future__ import annotations

from .stage import MADE, find_attributions

__all__ = ["MADE", "find_attributions"]
