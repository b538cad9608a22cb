"""Sayso: on whose say-so? Reads an article and shows, claim by claim, who is said to say it, and what the source says."""

from .version import __version__

__all__ = ["__version__"]
