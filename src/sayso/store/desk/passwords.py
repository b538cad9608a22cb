"""Passwords, kept as scrypt hashes (RFC 7914) with the parameters that each was made with."""

from __future__ import annotations

import secrets
import unicodedata
from base64 import b64decode, b64encode
from functools import cache
from hashlib import scrypt
from hmac import compare_digest
from typing import Final, NamedTuple

from sayso.model import UsageError

#: How short and how long a password may be, in code points (NIST SP 800-63B counts so, and sets no rule of signs).
SHORTEST: Final = 12
LONGEST: Final = 1024


class Cost(NamedTuple):
    """What a hash costs: 2^`log_n` rounds in blocks of `r`, `p` times; memory is 128 * r * 2^log_n bytes."""

    log_n: int
    r: int
    p: int


#: 32 MiB and about a fifth of a second: one of the settings that OWASP's Password Storage Cheat Sheet names as equal.
COST: Final = Cost(15, 8, 3)
#: A record that asks for more is none of ours, and would take the memory of the machine.
_MOST: Final = Cost(20, 32, 16)


def hashed(password: str, cost: Cost = COST) -> str:
    """A password as it is kept: `scrypt:log_n:r:p:salt:hash`; raises UsageError for one that is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        message = f"a password has {SHORTEST} to {LONGEST} characters"
        raise UsageError("usage", message, "take several words that do not belong together")
    return _record(password, cost)


def _record(password: str, cost: Cost) -> str:
    salt = secrets.token_bytes(16)
    parts = (*map(str, cost), b64encode(salt).decode(), b64encode(_hash(password, salt, cost)).decode())
    return ":".join(("scrypt", *parts))


def matches(password: str, record: str) -> bool:
    """Whether a password is the one of a record, compared in constant time; False for a record that is none."""
    cost, salt, wanted = _read(record)
    return compare_digest(_hash(password[: LONGEST + 1], salt, cost), wanted) and bool(wanted)


def is_current(record: str, cost: Cost) -> bool:
    """Whether a record was made with these parameters."""
    return _read(record)[0] == cost


@cache
def nobody(cost: Cost) -> str:
    """A record that no password fits, so that a name that is not there costs the same time."""
    return _record(secrets.token_urlsafe(32), cost)


def _read(record: str) -> tuple[Cost, bytes, bytes]:
    try:
        name, log_n, r, p, salt, wanted = record.split(":")
        cost = Cost(int(log_n), int(r), int(p))
        whole = name == "scrypt" and all(1 <= one <= most for one, most in zip(cost, _MOST, strict=True))
        return (cost, b64decode(salt), b64decode(wanted)) if whole else (COST, b"", b"")
    except ValueError:
        return COST, b"", b""


def _hash(password: str, salt: bytes, cost: Cost) -> bytes:
    plain = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    most = 128 * cost.r * (2**cost.log_n + cost.p + 2)
    return scrypt(plain, salt=salt, n=2**cost.log_n, r=cost.r, p=cost.p, maxmem=most, dklen=32)
