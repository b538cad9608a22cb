"""The seal of a JSON file that is kept: a hash over all that it says, so that damage is seen when it is read again.

It is the file's last member, `"seal"`. It is over the content, not its layout: members are taken in the order of their names, without spaces, so that another
program may lay the file out anew. A file without a seal is one of an earlier version, or one that somebody changed on purpose.
"""

from __future__ import annotations

from typing import Final, TypeVar

import msgspec

_T = TypeVar("_T")
SEAL: Final = "seal"


class BrokenSealError(ValueError):
    """A file does not say what it said when it was sealed."""


def sealed(raw: bytes) -> bytes:
    """A JSON object of at least one member, in one line, with its seal."""
    return raw[:-1] + b',"seal":"' + _hashed(msgspec.json.decode(raw)).encode() + b'"}'


def check_seal(raw: str | bytes) -> bool:
    """Whether a JSON object has a seal; raises BrokenSealError where it does not hold, and msgspec.DecodeError for what is no JSON."""
    found = msgspec.json.decode(raw)
    seal = found.pop(SEAL, None) if isinstance(found, dict) else None
    if seal is not None and not _holds(seal, found):
        raise BrokenSealError("it is not as it was written: its seal does not hold")
    return seal is not None


def sealed_text(entry: msgspec.Struct) -> bytes:
    """An entry as a JSON file with a seal, as a person can read it."""
    return msgspec.json.format(sealed(msgspec.json.encode(entry)), indent=1) + b"\n"


def unsealed(raw: bytes, kind: type[_T]) -> _T:
    """The entry of such a file; raises msgspec.MsgspecError for what is none, or not as it was written."""
    try:
        check_seal(raw)
        return msgspec.json.decode(raw, type=kind)
    except (BrokenSealError, UnicodeDecodeError, RecursionError) as error:
        raise msgspec.ValidationError(str(error)) from error


def _holds(seal: object, content: object) -> bool:
    try:
        return seal == _hashed(content)
    except UnicodeEncodeError:  # half a surrogate, which JSON's escapes can hold and no seal is made of
        return False


def _hashed(content: object) -> str:
    """`b2:` and the BLAKE2b-128 of the content in one order, in hexadecimal."""
    from hashlib import blake2b  # loads OpenSSL, a tenth of what it takes to import the model

    return "b2:" + blake2b(msgspec.json.encode(content, order="sorted"), digest_size=16).hexdigest()
