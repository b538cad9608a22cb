"""Subtitles (SRT, WebVTT): a transcript as a source.

People speak across cues, and no sentence may cross the edge of a block. So one block holds as many cues as one
speaker's sentence needs: it ends where a cue ends with a full stop, where the speaker changes, after a pause, and
where captions without punctuation would run on for ever. Within a block each cue is a line.
"""

from __future__ import annotations

import html
import re
from typing import Final, NamedTuple

from sayso.model import UnreadableError

from .decode import charset_of_header, decode
from .draft import Builder, Draft
from .formats import Source

_CLOCK: Final = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMING: Final = re.compile(rf"\s*{_CLOCK}\s*-->\s*{_CLOCK}(?:\s.*)?\Z")
_VOICE: Final = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>]{1,200})>")
_TAG: Final = re.compile(r"</?[A-Za-z0-9][^<>]{0,200}>|\{\\[^{}]{0,100}\}")
_NAMED: Final = re.compile(r"(?:-\s*)?(?:>>\s*)?[^\W\d_][^:\n]{0,40}:\s|(?:-|–|>>)\s*\S")
_STOPS: Final = (".", "!", "?", "…")
_CLOSERS: Final = "\"'”’»“)]♪ "
_PAUSE: Final = 4.0
_LONGEST: Final = 600


class Cue(NamedTuple):
    """What is shown at a time, in seconds."""

    start: float
    end: float
    text: str


def read_subtitles(source: Source) -> Draft:
    """Read SRT or WebVTT.

    Cues are found by their times alone, so that a file with broken numbers or a lost header is read too. Raises UnreadableError "damaged" where there is no cue, and as `decode` does.
    """
    text, problems = decode(source.data, charset_of_header(source.content_type))
    cues = _fresh(_cues(text))
    if not cues:
        raise UnreadableError(
            "damaged", "there is no subtitle in it", "a cue begins with 00:00:01,000 --> 00:00:02,000"
        )
    builder = Builder()
    for run in _runs(cues):
        builder.add("cue", "\n".join(cue.text for cue in run))
    vtt = text.lstrip("\ufeff").startswith("WEBVTT")
    return Draft(
        text=builder.text,
        media_type="text/vtt" if vtt else "application/x-subrip",
        blocks=tuple(builder.blocks),
        problems=problems,
    )


def _cues(text: str) -> list[Cue]:
    """Each timing line with the lines after it, to the next blank line or timing line."""
    cues: list[Cue] = []
    lines: list[str] | None = None
    times = (0.0, 0.0)
    for line in [*text.split("\n"), ""]:
        found = _TIMING.match(line)
        if found or not line.strip():
            if lines is not None:
                # A cue's number stands above its times; without a blank line before it, it is no speech.
                body = lines[:-1] if found and lines and lines[-1].strip().isdecimal() else lines
                cues.append(Cue(*times, _clean(body)))
            lines = [] if found else None
            times = (_seconds(*found.groups()[:4]), _seconds(*found.groups()[4:])) if found else times
        elif lines is not None:
            lines.append(line)
    return [cue for cue in cues if cue.text]


def _seconds(hours: str | None, minutes: str, seconds: str, parts: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(parts.ljust(3, "0")) / 1000


def _clean(lines: list[str]) -> str:
    """Speech without tags; a voice tag becomes "Name: "."""
    voiced = _VOICE.sub(lambda found: f"\n{found[1].strip()}: ", "\n".join(lines))
    bare = html.unescape(_TAG.sub("", voiced))
    return "\n".join(line.strip() for line in bare.split("\n") if line.strip())


def _fresh(cues: list[Cue]) -> list[Cue]:
    """Cues without what the one before showed already: captions that roll repeat their last line."""
    fresh: list[Cue] = []
    before: list[str] = []
    for cue in cues:
        lines = cue.text.split("\n")
        shared = next(
            (size for size in range(min(len(lines), len(before)), 0, -1) if before[-size:] == lines[:size]), 0
        )
        near = bool(fresh) and cue.start - fresh[-1].end < 1
        text = "\n".join(lines[shared:] if near else lines)
        if text:
            fresh.append(cue._replace(text=text))
        before = lines
    return fresh


def _runs(cues: list[Cue]) -> list[list[Cue]]:
    runs: list[list[Cue]] = []
    length = 0
    for cue in cues:
        if runs and not _ended(runs[-1][-1], cue) and length < _LONGEST:
            runs[-1].append(cue)
            length += len(cue.text)
        else:
            runs.append([cue])
            length = len(cue.text)
    return runs


def _ended(before: Cue, cue: Cue) -> bool:
    stopped = before.text.rstrip(_CLOSERS).endswith(_STOPS)
    return stopped or cue.start - before.end > _PAUSE or bool(_NAMED.match(cue.text))
