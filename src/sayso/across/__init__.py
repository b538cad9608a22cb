"""Across documents: who took which passage from whom. Pure functions that know nothing of how the work is spread."""

from .reuse import find_reuse

__all__ = ["find_reuse"]
