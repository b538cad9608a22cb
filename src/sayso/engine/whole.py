"""What the shards of a folder are parts of, so that a run of something else does not take them away unasked."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import msgspec

from sayso.model import UsageError
from sayso.model.seal import sealed_text, unsealed
from sayso.model.span import Entry

from .files import Folder


class Whole(Entry, frozen=True, kw_only=True):
    """What is parted into shards: its places (absolute paths, or addresses without passwords), and how it is worked on, in a word."""

    schema: str = "sayso.whole/1"
    places: tuple[str, ...] = ()
    how: str = ""

    def covers(self, other: Whole) -> bool:
        """Whether all of another is in this one too: each place, or a folder that it lies in, worked on in the same way."""
        mine = set(self.places)
        return self.how == other.how and all(
            place in mine or any(str(folder) in mine for folder in Path(place).parents) for place in other.places
        )


def claim(folder: Folder, whole: Whole, keys: Collection[str], *, replace: bool) -> None:
    """Note what a folder's shards are parts of from now on; `keys` are theirs.

    Raises UsageError where that would take away shards of what is not in it, unless they are to be replaced. The same whole, changed or grown, may
    take away its own.
    """
    path = folder.path / f"{folder.stem}.whole.json"
    before = _noted(path)
    gone = [key for key in folder.known_keys() if key not in keys]
    if before is not None and gone and not replace and not whole.covers(before):
        shown = ", ".join(before.places[:3]) + (f" and {len(before.places) - 3} more" if before.places[3:] else "")
        message = (
            f"{folder.path} holds {len(gone)} shards of {shown or 'something else'} ({before.how}), which would go"
        )
        hint = "name the whole corpus in the same depth, or another folder; --replace gives up what is there"
        raise UsageError("usage", message, hint)
    if before != whole:
        folder.write(path, sealed_text(whole))


def _noted(path: Path) -> Whole | None:
    """What was noted; one of nothing that is known where the note is damaged, None where there is none."""
    try:
        return unsealed(path.read_bytes(), Whole)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError):
        return Whole(how="?")
