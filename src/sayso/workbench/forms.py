"""A form as it comes in: of a kind that is known, and of so many fields and files at most."""

from __future__ import annotations

from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request

_FORMS: Final = frozenset(("application/x-www-form-urlencoded", "multipart/form-data"))


def form_of(request: Request, *, fields: int, files: int = 0, largest: int = 1024 * 1024) -> Any:
    """The form of a request, to be awaited or entered; raises HTTPException 415 for what is none, 400 for one of too many parts."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind and kind not in _FORMS:
        raise HTTPException(415, f"A form is expected here, and {kind[:80]!r} is none.")
    return request.form(max_files=files, max_fields=fields, max_part_size=largest)
