"""Sayso: on whose say-so? Reads an article and shows, claim by claim, who is said to say it, and what the source says."""

from typing import TYPE_CHECKING, Any

from .version import __version__

if TYPE_CHECKING:
    from .api import Ledger, check
    from .model import SaysoError, UnreadableError, UsageError

__all__ = ["Ledger", "SaysoError", "UnreadableError", "UsageError", "__version__", "check"]


def __getattr__(name: str) -> Any:
    """Load what is asked for when it is asked for, so that `import sayso` costs nothing."""
    from importlib import import_module

    if name in {"Ledger", "check"}:
        return getattr(import_module(".api", __name__), name)
    if name in {"SaysoError", "UnreadableError", "UsageError"}:
        return getattr(import_module(".model", __name__), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
