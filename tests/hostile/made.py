"""A file that wishes its reader ill: how it is made, and what may become of it."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

#: What stands in most files, and is to be found where they are read.
FIGURE: Final = "Rents rose by 54 percent in Altmark."
#: Whose words these are must never be seen: they stand in a file beside those that point to it.
SECRET: Final = "the secret of the neighbour"  # noqa: S105
#: Where the secret lies. Nothing is ever written there by these files.
OUTSIDE: Final = "/etc/passwd"

#: Which way a file is read: as a document, as a corpus, as a collection of earlier checks.
Door = Literal["document", "corpus", "checks"]
Maker = Callable[[], bytes | str]


@dataclass(frozen=True, slots=True)
class Made:
    """One file: its name, its bytes when asked, what may come of it ("read", or codes of refusal).

    `told` are codes of problems that must be told where it is read, `says` stands in its text then, `lacks` never does. What takes
    more than a moment of a machine is `dear`.
    """

    name: str
    make: Maker
    come: tuple[str, ...]
    told: tuple[str, ...] = ()
    says: str = ""
    lacks: str = ""
    dear: bool = False
    door: Door = "document"

    def data(self) -> bytes:
        """The bytes of the file."""
        made = self.make()
        return made.encode("utf-8", "surrogatepass") if isinstance(made, str) else made


def read(name: str, make: Maker | bytes | str, *told: str, says: str = FIGURE, **more: Any) -> Made:
    """A file that is read, with such problems."""
    return Made(name, _maker(make), ("read",), told=told, says=says, **more)


def refused(name: str, make: Maker | bytes | str, *codes: str, **more: Any) -> Made:
    """A file that is refused, with one of such codes."""
    return Made(name, _maker(make), codes, **more)


def either(name: str, make: Maker | bytes | str, *codes: str, says: str = FIGURE, **more: Any) -> Made:
    """A file that is read, or refused with one of such codes: it depends on the machine and on the libraries."""
    return Made(name, _maker(make), ("read", *codes), says=says, **more)


def _maker(make: Maker | bytes | str) -> Maker:
    return make if callable(make) else lambda: make


def a_zip(entries: Mapping[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", how) as archive:
        for name, data in entries.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data, how)
    return buffer.getvalue()


def packed(data: bytes) -> bytes:
    """With gzip, always the same."""
    return gzip.compress(data, 6, mtime=0)


def nothing(mib: int, sign: bytes = b"\0") -> bytes:
    """So many MiB of one sign as a stream of zlib, made without holding them."""
    packer = zlib.compressobj(9)
    block = sign * (1 << 20)
    return b"".join([*(packer.compress(block) for _ in range(mib)), packer.flush()])
