"""The version that stands on every entry."""

from __future__ import annotations

from typing import Final

__version__: Final = "0.1.0"
