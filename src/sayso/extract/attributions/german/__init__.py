"""German word order: clauses, noun phrases and the place of the verb, and the cues that they make."""

from .hits import german_hits

__all__ = ["german_hits"]
