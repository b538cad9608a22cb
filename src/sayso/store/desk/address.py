"""Addresses of PostgreSQL databases: taken apart as libpq does, the password kept out of everything that is shown.

The grammar of addresses, the variables PG* and the password file are those of the PostgreSQL manual ("Connection URIs",
"Environment Variables", "The Password File"). One thing differs: for a server elsewhere, `sslmode` is `verify-full`
unless another is asked for, so that neither a listener nor an impostor reads what is under review.
"""

from __future__ import annotations

import getpass
import os
import re
import ssl
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from sayso.model import UsageError

PREFIXES: Final = ("postgresql:", "postgres:")
_PORT: Final = 5432
_SCHEMA: Final = "sayso"
_MODES: Final = ("disable", "prefer", "require", "verify-ca", "verify-full")
_PARAMETERS: Final = ("host", "port", "user", "dbname", "sslmode", "sslrootcert", "schema")
_FORM: Final = "write it as postgresql://user@host:5432/database, and the password into PGPASSWORD or ~/.pgpass"
#: A field of a line of the password file: what stands before a colon, a backslash before a colon or a backslash in it.
_FIELD: Final = re.compile(r"((?:[^:\\]|\\.)*)(?::|$)")
#: What is raised for a certificate that no known authority signed, or another host's.
UNTRUSTED: Final = ssl.SSLCertVerificationError
_LOOPBACK: Final = frozenset(("localhost", "127.0.0.1", "::1"))


@dataclass(frozen=True, slots=True)
class Address:
    """Where a database is and who asks. `host` is a name, or the folder of a Unix socket; `schema` holds the tables."""

    host: str
    port: int
    user: str
    database: str
    password: str = field(repr=False)
    sslmode: str = "prefer"
    sslrootcert: str = ""
    schema: str = _SCHEMA

    @property
    def name(self) -> str:
        """The address as it may be shown: without the password."""
        other = "" if self.schema == _SCHEMA else f"schema={self.schema}"
        if self.is_local_socket:
            query = "&".join(part for part in (f"host={quote(self.host)}", other) if part)
            return f"postgresql://{quote(self.user)}@/{quote(self.database)}?{query}"
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORT else f":{self.port}"
        return f"postgresql://{quote(self.user)}@{host}{port}/{quote(self.database)}{'?' if other else ''}{other}"

    @property
    def is_local_socket(self) -> bool:
        """Whether the host is the folder of a Unix socket."""
        return self.host.startswith("/")

    @property
    def socket(self) -> str:
        """The path of the Unix socket."""
        return f"{self.host}/.s.PGSQL.{self.port}"


def is_address(where: str) -> bool:
    """Whether a text is an address of a PostgreSQL database, well written or not."""
    return where.lower().startswith(PREFIXES)


def read_address(where: str, environment: Mapping[str, str] | None = None) -> Address:
    """Take an address apart; what it leaves out comes from PGHOST and the like, and from the password file.

    Raises UsageError "usage" for what cannot be read; its message never repeats the address, which may hold a password.
    """
    environment = os.environ if environment is None else environment
    given = _parts(where)
    user = given.get("user") or environment.get("PGUSER") or _login()
    database = given.get("dbname") or environment.get("PGDATABASE") or user
    host = given.get("host") or environment.get("PGHOST") or "localhost"
    port = _number(given.get("port") or environment.get("PGPORT") or str(_PORT))
    near = host.startswith("/") or host in _LOOPBACK
    mode = given.get("sslmode") or environment.get("PGSSLMODE") or ("prefer" if near else "verify-full")
    _check(mode in _MODES, f"sslmode takes one of {', '.join(_MODES)}")
    schema = given.get("schema", _SCHEMA)
    _check(re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", schema) is not None, "schema takes small letters, digits and _")
    password = given.get("password", environment.get("PGPASSWORD", ""))
    password = password or _kept_password((host, str(port), database, user), environment)
    root = given.get("sslrootcert") or environment.get("PGSSLROOTCERT", "")
    return Address(host, port, user, database, password, mode, root, schema)


def _parts(where: str) -> dict[str, str]:
    """What an address says, by libpq's names."""
    try:
        parts = urlsplit(where)
        port = "" if parts.port is None else str(parts.port)
        asked = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    except ValueError:  # its message would repeat what it could not read, perhaps the password
        raise _unread("it cannot be taken apart") from None
    _check(
        not parts.fragment and "@" not in parts.path + parts.query, "signs such as / ? # @ in it go as %2F %3F %23 %40"
    )
    for name, _ in asked:
        _check(name in _PARAMETERS, f"it takes the parameters {', '.join(_PARAMETERS)} and no other")
    given = {"host": _host(parts.netloc, parts.hostname or ""), "port": port}
    given |= {"dbname": unquote(parts.path.removeprefix("/")), "user": unquote(parts.username or "")}
    if parts.password is not None:
        given["password"] = unquote(parts.password)
    return {name: value for name, value in (given | dict(asked)).items() if value}


def _host(netloc: str, hostname: str) -> str:
    """A host's name, or the folder of a socket, whose capitals count."""
    host = netloc.rpartition("@")[2].partition(":")[0]
    return unquote(host) if host[:3].lower() == "%2f" else unquote(hostname)


def _number(port: str) -> int:
    _check(port.isascii() and port.isdigit() and 0 < int(port) < 65536, "a port is a number up to 65535")  # noqa: PLR2004
    return int(port)


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise _unread("it names no user") from None


def _check(holds: bool, wanted: str) -> None:  # noqa: FBT001
    if not holds:
        raise _unread(wanted)


def _unread(why: str) -> UsageError:
    return UsageError("usage", f"the address of the database cannot be read: {why}", _FORM)


def _kept_password(wanted: tuple[str, str, str, str], environment: Mapping[str, str]) -> str:
    """The password of the first line that fits in the password file; "" where there is none.

    As libpq does, a file that others may read is passed over, and a Unix socket's folder counts as "localhost" too.
    """
    home = environment.get("HOME") or environment.get("APPDATA") or "/"
    path = Path(environment.get("PGPASSFILE") or Path(home) / ".pgpass")
    try:
        if os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            return ""
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return ""
    host = ("localhost", wanted[0]) if wanted[0].startswith("/") else (wanted[0],)
    for line in lines:
        fields = [re.sub(r"\\(.)", r"\1", part) for part in _FIELD.findall(line)]
        if line.startswith("#") or len(fields) <= len(wanted):
            continue
        if fields[0] in (*host, "*") and all(f in (w, "*") for f, w in zip(fields[1:4], wanted[1:], strict=True)):
            return fields[4]
    return ""


def tls_of(address: Address) -> ssl.SSLContext | bool | None:
    """What pg8000 takes as `ssl_context`: False for none, None for TLS where the server has it, else how to ask for it.

    Raises UsageError "unreadable" where the file of root certificates cannot be read.
    """
    if address.is_local_socket or address.sslmode == "disable":
        return False
    if address.sslmode == "prefer":
        return None
    try:
        context = ssl.create_default_context(cafile=address.sslrootcert or None)
    except OSError as error:
        message = f"the root certificates in {address.sslrootcert} cannot be read: {error.strerror or error}"
        raise UsageError("unreadable", message, "name a file in PEM form as sslrootcert") from error
    context.check_hostname = address.sslmode == "verify-full"
    if address.sslmode == "require" and not address.sslrootcert:  # with roots at hand, libpq checks them here too
        context.verify_mode = ssl.CERT_NONE
    return context
