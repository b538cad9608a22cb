"""What documents of a thread are called: by outlet and host, and those that are named as papers by their titles.

Articles on one claim have its words in their titles and addresses, so that neither says whose a name is: "the interior ministry" is no article that is
headed "Interior ministry counts 30,000". An outlet's name and host do, and a title where it is named as a whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from sayso.evidence import outlet_keys
from sayso.evidence.named import Names, telling_words
from sayso.model import Appearance, Document, SourceDocument

#: How much of a title is named at least, and in how many words.
_SHARE: Final = 0.6
_WORDS: Final = 2


class Callings:
    """Documents by their names. Cost: linear in the documents; a name is held against those that share a word with it."""

    def __init__(self, docs: Iterable[Document | Appearance]) -> None:
        """Note outlets, hosts and titles; of an appearance its document is meant."""
        self._of: dict[str, list[str]] = defaultdict(list)
        self._outlets: dict[str, list[str]] = defaultdict(list)
        self._titles: dict[str, list[tuple[frozenset[str], str]]] = defaultdict(list)
        sources: dict[tuple[str, str], SourceDocument] = {}
        for doc in docs:
            id_ = doc.document if isinstance(doc, Appearance) else doc.id
            key = doc.outlet or "", _host(doc)
            # one entry for all of an outlet's documents; its address is the host alone
            uri = f"https://{key[1]}/#{len(sources)}" if key[1] else f"#{len(sources)}"
            source = sources.setdefault(key, SourceDocument(id=uri, text_id="", uri=uri, outlet=doc.outlet))
            self._of[source.uri].append(id_)
            for one in outlet_keys(key[0]):
                self._outlets[one].append(id_)
            words = telling_words(doc.title or "")
            for word in words:
                self._titles[word].append((words, id_))
        self._names = Names(sources.values())

    def of(self, name: str) -> Iterator[str]:
        """The documents whose outlet or host a name is of."""
        for source in self._names.of(name):
            yield from self._of[source.uri]

    def of_outlet(self, name: str) -> Iterator[str]:
        """The documents whose outlet is called exactly so, but for articles."""
        for key in outlet_keys(name):
            yield from self._outlets.get(key, ())

    def of_title(self, name: str) -> Iterator[str]:
        """The documents of which a name has most of the title, and nothing else."""
        words = telling_words(name)
        rarest = min((self._titles.get(word, []) for word in words), key=len, default=[])
        if len(words) >= _WORDS:
            yield from (id_ for title, id_ in rarest if words <= title and len(words) >= _SHARE * len(title))


def _host(doc: Document | Appearance) -> str:
    return _host_of(getattr(doc, "address", None) or doc.uri)


@lru_cache(maxsize=4096)
def _host_of(address: str) -> str:
    if not address.startswith(("http://", "https://")):
        return ""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # a text's addresses are whatever somebody wrote
        return ""
