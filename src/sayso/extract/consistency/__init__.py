"""Consistency: figures of one document that contradict each other. Silent unless sure."""

from .stage import STAGE, find_inconsistencies

__all__ = ["STAGE", "find_inconsistencies"]
