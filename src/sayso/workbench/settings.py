"""How a workbench was started."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Where it listens, who works there alone, and what it takes.

    `person` is who works at a workbench without accounts (on loopback); None means that people sign in. `token` opens
    such a workbench to one browser, once. `hosts` are the values of the Host header that are answered, `origin` the address of our own
    pages. `against` are the source documents that new articles are held against: files, folders, indexes. `followed` is the folder of a followed corpus whose threads are
    shown; empty where there is none.
    """

    origin: str
    hosts: frozenset[str]
    person: str | None = None
    token: str = ""
    against: tuple[str, ...] = ()
    followed: str = ""
    allow_private: bool = False
    vectors: bool = True
    max_upload: int = 64 * 1024 * 1024

    @property
    def secure(self) -> bool:
        """Whether people come over TLS, so that the cookie may demand it."""
        return self.origin.startswith("https://")
