"""What a form brings to be read: a file, an address or a text, and source documents, kept in a folder until they are read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b, file_digest
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from sayso.model import UsageError
from sayso.store.desk import key_of_content

from .jobs import folder_for

#: A pasted text is called after its first words.
_NAME: Final = 60
#: A file name is cut to so many bytes: file systems take 255, whatever they are letters of.
_LONGEST: Final = 200


@contextmanager
def upload_folder() -> Iterator[Path]:
    """A new folder for what comes in; the reading removes it, or this where there will be none."""
    folder = folder_for()
    try:
        yield folder
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


class Article(NamedTuple):
    """An article to read: its path or address, what it is called, and the key that its bytes give it, "" for an address."""

    path: str
    name: str
    key: str = ""


async def article_in(form: Any, folder: Path) -> Article | None:
    """The article, or None where the form brings none; raises UsageError for an address that is none."""
    article, url, text = form.get("article"), str(form.get("url") or "").strip(), str(form.get("text") or "")
    if isinstance(article, UploadFile) and article.filename:
        path = await _saved(article, folder / "article")
        return Article(path, article.filename, await run_in_threadpool(_key_of, path))
    if url:
        if not url.lower().startswith(("http://", "https://")):
            raise UsageError("url-unsupported", f"{url!r} is no web address", "begin it with https://")
        return Article(url, url)
    if text.strip():
        kept = folder / "article.txt"
        kept.write_text(text, encoding="utf-8", errors="replace", newline="\n")
        return Article(str(kept), "pasted: " + " ".join(text.split())[:_NAME], _key_of(str(kept)))
    return None


async def sources_in(form: Any, folder: Path) -> tuple[str, ...]:
    """The paths of the source documents that the form brings."""
    parts = [part for part in form.getlist("sources") if isinstance(part, UploadFile) and part.filename]
    return tuple([await _saved(part, folder / "sources") for part in parts])


def _key_of(path: str) -> str:
    """The key of a file by its bytes: two files of one name are two documents, and the same bytes are the same one."""
    with Path(path).open("rb") as file:
        return key_of_content(file_digest(file, lambda: blake2b(digest_size=16)).digest())


async def _saved(part: UploadFile, folder: Path) -> str:
    """An upload in a file of its own name, as far as that is harmless."""
    return await run_in_threadpool(_save, part.file, part.filename or "", folder)


def _save(content: BinaryIO, called: str, folder: Path) -> str:
    folder.mkdir(exist_ok=True)
    name = Path(called.replace("\\", "/")).name.replace("\0", "")
    name = name.encode("utf-8", "replace")[-_LONGEST:].decode("utf-8", "ignore").lstrip(".") or "unnamed"
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{number}-{name}"
    with path.open("xb") as file:
        shutil.copyfileobj(content, file)
    return str(path)
