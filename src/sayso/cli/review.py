"""`sayso review`: the workbench, on this machine."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any, Final

from sayso.model.problem import UsageError

from .browser import show
from .console import tell
from .settings import desk_path, load_settings

if TYPE_CHECKING:
    from ipaddress import IPv4Address, IPv6Address

    from sayso.model import Ledger
    from sayso.store.desk import Desk
    from sayso.workbench import Settings

#: What a desk's file begins with.
_SQLITE: Final = b"SQLite format 3\0"
#: The ports that go without saying: browsers leave them out.
_PORTS: Final = {"http": 80, "https": 443}


def run(options: argparse.Namespace) -> int:
    """Serve until Ctrl-C; returns the exit code."""
    from sayso.join import threads_file
    from sayso.store.desk import open_desk
    from sayso.workbench import make_app
    from sayso.workbench.serve import Tls, listen, serve

    chosen = load_settings(Path.cwd(), os.environ)
    _check_what(options.what)
    ledger = _ledger(options.what)
    if options.what and options.desk and ledger is None:
        raise UsageError("usage", "two desks are named", "name one of them")
    named = options.desk if ledger or options.desk else options.what
    _check_open(options)
    if options.followed:
        threads_file(Path(options.followed))
    listening = listen(options.port, options.host)
    settings = _settings(options, chosen, listening.getsockname()[1])
    with open_desk(desk_path(named or chosen.get("desk"))) as desk:
        if settings.person is None and not desk.accounts.list():
            hint = "make the first: sayso store accounts add NAME --role editor"
            raise UsageError("usage", f"nobody has an account in {desk.name}", hint)
        who = settings.person or "sayso review"
        path = _path(desk, ledger, who)
        address = settings.origin + path + (f"?token={settings.token}" if settings.token else "")
        sys.stdout.write(f"The workbench is open at {address}\n")
        sys.stdout.flush()
        tell(f"desk: {desk.name}; Ctrl-C ends it, and everything is kept")
        if options.browser and settings.person is not None:
            show(address)
        tls = Tls(options.tls_cert, options.tls_key) if options.tls_cert else None
        serve(make_app(desk, settings), listening, tls)
    return 0


def _path(desk: Desk, ledger: Ledger | None, who: str) -> str:
    """The page to open: the ledger's document, where one is named."""
    if ledger is None:
        return "/"
    from sayso.workbench.keeping import opened_file

    key, newest = opened_file(desk, ledger, who)
    if not newest:
        tell("this ledger was read before, and a newer one since: the newer is shown, with what people did")
    return f"/d/{key}"


def _check_what(what: str | None) -> None:
    """Refuse what is neither a ledger nor a desk: an article, or a ledger's name without its ending, which would be a new desk."""
    from sayso.store.desk.address import is_address

    if not what or is_address(what) or Path(what).suffix.lower() == ".json":
        return
    path = Path(what)
    if not path.exists() and path.with_name(f"{path.name}.json").exists():
        raise UsageError("missing", f"there is no desk {what}", f"did you mean {what}.json?")
    if path.is_dir():
        raise UsageError("usage", f"{what} is a folder, neither a ledger nor a desk", "name the file of one")
    if path.is_file() and (begin := _begin(path)) and begin != _SQLITE:
        hint = "an article is read first: sayso check ARTICLE -o x.json, then sayso review x.json; or drop it on the workbench"
        raise UsageError("usage", f"{what} is neither a ledger nor a desk", hint)


def _begin(path: Path) -> bytes:
    """The first bytes of a file; none where it cannot be read, which its opening tells."""
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE))
    except OSError:
        return b""


def _check_open(options: argparse.Namespace) -> None:
    """Refuse what would show a desk to others unasked, or send passwords in the clear."""
    if bool(options.tls_cert) != bool(options.tls_key):
        raise UsageError("usage", "a certificate needs its key", "give both --tls-cert and --tls-key")
    away = not _is_loopback(options.host)
    if (away or options.origin) and not options.accounts:
        raise UsageError(
            "usage", "others could come in without an account", "add --accounts, or leave out --host and --origin"
        )
    secure = options.tls_cert or (options.origin or "").startswith("https://")
    if away and not secure:
        hint = "give --tls-cert and --tls-key, or --origin https://... where a proxy in front of it speaks TLS"
        raise UsageError("usage", "passwords would go over the network for all to read", hint)
    if _is_all(options.host) and not options.origin:
        message = f"{options.host} is no name that browsers come by, and every other is turned away"
        raise UsageError(
            "usage", message, "say by which: --origin https://sayso.example, with the port where it is not 443"
        )


def _is_loopback(host: str) -> bool:
    return _ip(host).is_loopback


def _is_all(host: str) -> bool:
    """Whether a host stands for all addresses of the machine."""
    return _ip(host).is_unspecified


def _ip(host: str) -> IPv4Address | IPv6Address:
    import ipaddress

    try:
        return ipaddress.ip_address(host)
    except ValueError as error:
        raise UsageError(
            "usage", f"{host!r} is no address", "name one of this machine's, or 0.0.0.0 for all"
        ) from error


def _settings(options: argparse.Namespace, chosen: dict[str, Any], port: int) -> Settings:
    from sayso.workbench import Settings

    shown = f"[{options.host}]" if ":" in options.host else options.host
    origin = _origin(options.origin or f"{'https' if options.tls_cert else 'http'}://{shown}:{port}")
    return Settings(
        origin=origin,
        hosts=frozenset((origin.partition("://")[2],)),
        person=None if options.accounts else options.person or getpass.getuser(),
        token="" if options.accounts else token_urlsafe(24),
        against=tuple(str(Path(path).resolve()) for path in options.against or chosen.get("against") or ()),
        followed=str(Path(options.followed).resolve()) if options.followed else "",
        vectors=not (options.no_vectors or chosen.get("no_vectors")),
    )


def _origin(given: str) -> str:
    """An origin as browsers send it: small letters, ASCII, without the port that goes without saying; UsageError for none."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(given)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError:  # UnicodeError is one
        parts, host, port = urlsplit(""), "", None
    bare = not (parts.path.strip("/") or parts.query or parts.fragment or parts.username)
    if parts.scheme not in _PORTS or not host or not bare:
        raise UsageError(
            "usage", f"{given!r} is no origin", "give it as https://sayso.example, or with a port of its own"
        )
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (f":{port}" if port not in {None, _PORTS[parts.scheme]} else "")


def _ledger(what: str | None) -> Ledger | None:
    """The ledger that is named, or None where it is a desk that is named, or nothing."""
    from sayso.model import Ledger

    if not what or Path(what).suffix.lower() != ".json":
        return None
    try:
        return Ledger.from_json(Path(what).read_bytes())
    except FileNotFoundError as error:
        raise UsageError(
            "missing", f"there is no file {what}", "make one with `sayso check ARTICLE -o x.json`"
        ) from error
    except OSError as error:
        raise UsageError("unreadable", f"{what}: {error.strerror}", "check the file's permissions") from error
