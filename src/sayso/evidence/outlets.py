"""Names of outlets as keys that their names, web addresses and short names share: "El País", elpais.com; "FAZ", "Frankfurter Allgemeine"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from sayso.align import read_words
from sayso.language import lexicon
from sayso.language.words import words
from sayso.model import Document, SourceDocument

_ARTICLES: Final = frozenset(("the", "der", "die", "das", "el", "la", "los", "las", "le", "les", "l", "il", "o", "de"))
#: A name that is a web address: "elpais.com", "www.faz.net".
_HOST: Final = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[a-z]{2,10})(?:/\S*)?", re.IGNORECASE)
#: A country before a name, as whose it is: "Spain's El Faro".
_COUNTRY: Final = re.compile(r"(?:the\s+)?(\w[\w-]*)['’]s\s+(?=[A-ZÀ-Þ])")
#: Labels of a host that name nobody.
_NOBODY: Final = frozenset(("www", "www2", "m", "amp", "mobile", "news", "co", "com", "org", "ac", "gov", "edu", "net"))
_LONGEST: Final = 40


@lru_cache(maxsize=4096)
def outlet_keys(name: str) -> tuple[str, ...]:
    """The keys of an outlet's name: its words run together, with and without articles ("dieWelt", "welt"), and the key of its full name.

    A name that is a web address has the keys of its host's labels.
    """
    host = _HOST.fullmatch(name.strip())
    return host_keys(host[1]) if host else _keys(without_country(name))


@lru_cache(maxsize=4096)
def without_country(name: str) -> str:
    """A name without the country whose it is said to be: "El Faro" of "Spain's El Faro"; where no country or but one word is left, it stays ("Ireland's Own")."""
    found = _COUNTRY.match(name)
    if found is None or not any(key.startswith("territory:") for one in read_words(found[1], "en") for key in one.keys):
        return name
    left = name[found.end() :]
    return left if len(left.split()) > 1 else name


@lru_cache(maxsize=4096)
def host_keys(host: str) -> tuple[str, ...]:
    """The keys of a host's labels, without the last one and those that name nobody."""
    labels = [label for label in host.lower().split(".")[:-1] if label not in _NOBODY]
    return tuple(dict.fromkeys(key for label in labels for key in _keys(label)))


def keys_of_outlet(doc: Document | SourceDocument) -> tuple[str, ...]:
    """The keys of a document's outlet, by its name and by the hosts of its addresses."""
    hosts = [_host(address) for address in (doc.uri, doc.address) if address]
    keys = (*outlet_keys(doc.outlet or ""), *(key for host in hosts for key in host_keys(host)))
    return tuple(dict.fromkeys(keys))


def _host(address: str) -> str:
    if not address.startswith(("http://", "https://")):
        return ""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # "http://[": a text's addresses are whatever somebody wrote
        return ""


def _keys(name: str) -> tuple[str, ...]:
    plain = words(name)
    bare = [word for word in plain if word not in _ARTICLES]
    own = dict.fromkeys("".join(some)[:_LONGEST] for some in (plain, bare) if some)
    same: dict[str, str] = lexicon("outlets")["same"]
    return tuple(dict.fromkeys((*own, *(same[key] for key in own if key in same))))
