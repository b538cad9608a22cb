"""Which addresses a URL may lead to: those of the public internet, and no others."""

from __future__ import annotations

import ipaddress
import socket
import threading
from typing import Final

from sayso.model import UnreadableError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

#: IPv6 prefixes that carry an IPv4 address in their last 32 bits (RFC 6052, RFC 4291).
_CARRIERS: Final = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "::/96")))
#: Where networks translate privately, and where old tunnels end: what lies behind is not known (RFC 8215, 3056, 4380).
_TUNNELS: Final = tuple(map(ipaddress.IPv6Network, ("64:ff9b:1::/48", "2002::/16", "2001::/32", "fec0::/10")))
#: What some versions of Python still take for public: IETF protocol assignments (Oracle's metadata among them), the relays
#: of 6to4, documentation (RFC 6890, 7526, 9637).
_NOT_PUBLIC: Final = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20")))
#: Where clouds tell a machine its own keys and secrets; some are addresses that count as public. Nobody means to read them.
_METADATA: Final = frozenset(
    map(
        ipaddress.ip_address,
        (
            "169.254.169.254",  # most of them
            "169.254.170.2",  # containers of AWS, as the next one
            "169.254.170.23",
            "169.254.0.23",  # Tencent
            "168.63.129.16",  # Azure
            "192.0.0.192",  # Oracle
            "100.100.100.200",  # Alibaba
            "fd00:ec2::254",  # AWS, as the next one
            "fd00:ec2::23",
            "fd20:ce::254",  # Google
        ),
    )
)
#: What stands in an IPv6 address before the IPv4 address that it leads to within a site (ISATAP, RFC 5214).
_ISATAP: Final = frozenset((0x00005EFE, 0x02005EFE))
#: What providers and private meshes share out among their own (RFC 6598).
_SHARED: Final = ipaddress.IPv4Network("100.64.0.0/10")
_LAST_32_BITS: Final = 0xFFFFFFFF


def is_public(address: str) -> bool:
    """Whether an address is one of the public internet; False for what is no address."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return _is_public(found)


def _is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        if any(address in network for network in _CARRIERS):
            return _is_public(ipaddress.IPv4Address(int(address) & _LAST_32_BITS))
        if any(address in network for network in _TUNNELS) or (int(address) >> 32) & _LAST_32_BITS in _ISATAP:
            return False
    if address in _METADATA or any(address in network for network in _NOT_PUBLIC):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def is_metadata(address: str) -> bool:
    """Whether an address is one where a cloud tells a machine its keys, however it is written; False for what is no address."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address) and any(found in network for network in _CARRIERS):
        return ipaddress.IPv4Address(int(found) & _LAST_32_BITS) in _METADATA
    return found in _METADATA


def is_own(address: str) -> bool:
    """Whether an address is this machine's or of a network of one's own: what is sent there crosses no public line.

    0.0.0.0 leads to this machine. False for what is no address, for tunnels and translations, whose other end is not known, and for groups.
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return _is_own(found)


def _is_own(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and not address.is_loopback:
        if any(address in network for network in _CARRIERS):
            return _is_own(ipaddress.IPv4Address(int(address) & _LAST_32_BITS))
        if any(address in network for network in _TUNNELS):
            return False
    if address.is_multicast or address.is_reserved:
        return address.is_loopback
    return address.is_private or address in _SHARED


def resolve(host: str, port: int, seconds: float, *, allow_private: bool = False) -> tuple[str, ...]:
    """The addresses of a host, in the order in which the resolver gives them.

    Raises UnreadableError: "private-address" where any of them is not public (unless `allow_private`), or tells a
    machine's keys (whatever is allowed), "unreachable" where there is none, "timeout" after `seconds`.
    """
    addresses = _look_up(host, port, seconds)
    for address in addresses:
        if is_metadata(address):
            message = f"{host} leads to {address}, where a cloud tells a machine its keys"
            raise UnreadableError("private-address", message, "it is never asked; give another address, or a file")
        if not allow_private and not is_public(address):
            raise UnreadableError(
                "private-address",
                f"{host if host == address else f'{host} leads to {address}, which'} is no public address",
                "fetch the page yourself and give the file, or allow it with --allow-private",
            )
    return addresses


def _look_up(host: str, port: int, seconds: float) -> tuple[str, ...]:
    """Ask the resolver, which knows no time limit of its own, in a thread that is left behind when it takes too long."""
    answers: list[tuple[str, ...]] = []
    errors: list[Exception] = []

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError, ValueError) as error:
            errors.append(error)
        else:
            answers.append(tuple(dict.fromkeys(str(entry[4][0]) for entry in found)))

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(seconds)
    if answers and answers[0]:
        return answers[0]
    if errors:
        raise UnreadableError("unreachable", f"no such host: {host}", "check the address, and the connection")
    raise UnreadableError("timeout", f"looking up {host} took too long", "try again later, or give the page as a file")
