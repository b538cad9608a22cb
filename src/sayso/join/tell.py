"""The last step: what is told of each passage and each group, as lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import msgspec

from sayso.across.groups import find_groups
from sayso.across.shared import compare
from sayso.across.told import others_of, tell_group, tell_passage
from sayso.engine import Finished, Item, Result, read_lines
from sayso.engine.files import Folder
from sayso.engine.shuffle import rows_of
from sayso.model import CopyGroup, SharedPassage, UnreadableError
from sayso.model.span import Entry

from . import sift
from .plan import Plan, by_rank, file, load_plan
from .rows import NUMBER, RANK
from .sift import Holding, Range, Sifted, near_of
from .step import Asked, Place
from .texts import Some

WORK: Final = "sayso.join.tell:work"
#: Documents in the groups of a task.
_EACH: Final = 2_000


class Line(Entry, frozen=True, kw_only=True, omit_defaults=True):
    """A line of the result: a passage, or a group."""

    passage: SharedPassage | None = None
    group: CopyGroup | None = None


class Passages(Entry, frozen=True, kw_only=True, tag="passages"):
    """The passages of some pairs, as they were sifted."""

    plan: str
    sifted: str


class Groups(Entry, frozen=True, kw_only=True, tag="groups"):
    """The groups among documents that hang together, some of those."""

    plan: str
    among: Range


def tell_tasks(place: Place, plan: Plan, sifted: Sequence[Finished]) -> list[Asked]:
    """The tasks: passages in the order of their documents, then groups."""
    tasks = [Asked(f"passages of {one.name}", Passages(plan=plan.name, sifted=one.key)) for one in sifted]
    first, starts = 0, rows_of(file(place, "parts"), NUMBER).tolist()
    for end in range(1, len(starts)):
        if starts[end] - starts[first] >= _EACH or end == len(starts) - 1:
            among = Range(plan=plan.name, first=first, end=end)
            tasks.append(Asked(f"groups {first}-{end}", Groups(plan=plan.name, among=among)))
            first = end
    return tasks


def work(payload: bytes, where: str) -> Iterator[Item]:
    """The one item of some pairs or some groups."""
    asked: Passages | Groups = msgspec.json.decode(payload, type=Passages | Groups)
    place = Place.told(where)
    if isinstance(asked, Passages):
        yield Item(f"passages of {asked.sifted}", partial(_passages, asked, place))
    else:
        yield Item(f"groups from {asked.among.first} to {asked.among.end}", partial(_groups, asked.among, place))


def _passages(asked: Passages, place: Place) -> Result:
    kept, holders = by_rank(place, load_plan(place)), Holding(place)
    lines, boilerplate = [], 0
    folder = place.folder(sift.STEP.name)
    for raw in read_lines(folder, _sifted(asked.sifted, folder)):
        pair = msgspec.json.decode(raw, type=Sifted)
        for part in pair.parts:
            shared = part.between(kept[pair.a], kept[pair.b])
            others = [] if part.boilerplate else others_of(holders, pair.a, pair.b, shared)
            passage = tell_passage(shared, part.boilerplate, Some(kept, others))
            lines.append(_line(Line(passage=passage)))
            boilerplate += bool(part.boilerplate)
    return Result(b"".join(lines), {"passages": len(lines), "boilerplate": boilerplate})


def _sifted(key: str, folder: Path) -> Finished:
    """A sifted part by its key; raises UnreadableError where it is not there, or not whole."""
    known = Folder(folder, sift.STEP.name).finished(key)
    if known is None:
        hint = "delete the folder in which it lies, and give the same command again"
        raise UnreadableError("damaged", f"the part {key} in {folder} is not whole", hint)
    return known


def _groups(among: Range, place: Place) -> Result:
    plan = load_plan(place)
    kept = by_rank(place, plan)
    first, end = rows_of(file(place, "parts"), NUMBER)[[among.first, among.end]].tolist()
    near = near_of(place, rows_of(file(place, "members"), RANK)[first:end].tolist())
    everyone = Some(kept, range(plan.documents))
    lines = [_line(Line(group=tell_group(group))) for group in find_groups(everyone, near, compare)]
    return Result(b"".join(lines), {"groups": len(lines)})


def _line(line: Line) -> bytes:
    return msgspec.json.encode(line) + b"\n"
