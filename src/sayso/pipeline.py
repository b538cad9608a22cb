"""The order of the stages: from bytes to an analysis, from source documents to an index, from both to a ledger.

Nothing is decided here. Each stage gets what it needs and gives entries; problems are collected on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from dataclasses import replace as replaced
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Final, NoReturn

from msgspec.structs import replace

from .evidence import Index, is_index, no_encoder
from .extract.attributions import find_attributions
from .extract.beginning import beginning_of, parts_of
from .extract.claims import claiming, find_claims
from .extract.consistency import find_inconsistencies
from .extract.doubles import find_doubles, with_doubles
from .extract.figures import find_figures
from .extract.flags import find_flags
from .language import SERVED
from .language.caveats import caveats_problem
from .language.claimed import Impressions, claims_problem, claims_reader
from .language.concepts import concepts
from .language.meaning import meaning_problem, meaning_reader
from .language.numbers import has_words
from .language.pairs import pairs_problem
from .language.said import said_problem, said_reader
from .model import Analysis, Document, Flag, Ledger, Problem, SaysoError, UsageError, part_of
from .reading import Reading, find_files, read_ahead, read_path
from .trace import find_traces, find_wanted, untraced
from .version import __version__

#: Told what is being done, how many are done, and of how many: `progress("reading a.pdf", 3, 20)`.
Progress = Callable[[str, int, int], None]

#: Changes when reading or a stage gives other entries for the same bytes, so that indexed files are read again.
ANALYSIS_VERSION: Final = f"{__version__}/39"


def no_progress(_what: str, _done: int, _total: int) -> None:
    """Tell nobody."""


def analyse(reading: Reading, *, tagger: bool = True, alone: bool = True) -> Analysis:
    """Run the stages of `extract` over a document. The same reading gives the same analysis.

    Without the `tagger` of say-so and the reader of claims rules alone read both: that is ten times as fast, and enough for source documents. Of a document that does not
    stand `alone`, but is there to be searched, nobody asks what it says twice or against itself.
    Of a text that is larger than a book the beginning is analysed, and a problem tells so; source documents come here in parts. Cost: linear in the text.
    """
    return _read_on(_begin(reading), tagger=tagger, alone=alone)


def _begin(reading: Reading) -> Analysis:
    """What a document is searched by: its sentences and figures. A third of the work of reading it by rules."""
    doc, sentences, cut = beginning_of(reading.document, reading.sentences)
    problems = (*reading.problems, *cut, *_unserved(reading))
    return Analysis(document=doc, sentences=sentences, figures=find_figures(doc, sentences), problems=problems)


def _read_on(begun: Analysis, *, tagger: bool = False, alone: bool = False) -> Analysis:
    """The rest: say-so, claims and flags."""
    doc, sentences, figures = begun.document, begun.sentences, begun.figures
    language = doc.language.partition("-")[0]
    attributions, speakers = find_attributions(doc, sentences, said_reader(language) if tagger else None)
    odd = find_inconsistencies(doc, sentences, figures) if alone else ()
    flags = _in_order(*find_flags(doc, sentences), *odd)
    impressions = _impressions(doc) if tagger else None
    claims = find_claims(doc, sentences, figures, attributions, flags, speakers, impressions)
    doubles = find_doubles(doc, sentences, figures, attributions, claims) if alone else ()
    return replace(
        begun,
        attributions=attributions,
        speakers=speakers,
        claims=with_doubles(claims, doubles),
        flags=_in_order(*flags, *doubles),
        problems=(*begun.problems, *(_unread(language) if tagger else ())),
    )


def _read_on_if_sound(begun: Analysis) -> Analysis:
    """The same; where a stage has a fault, what was begun, and the problem."""
    try:
        return _read_on(begun)
    except Exception as error:  # noqa: BLE001  a fault of ours in one document must not lose the ledger
        return replace(begun, problems=(*begun.problems, _internal(error, begun.document.uri)))


def _impressions(doc: Document) -> Impressions | None:
    """What an encoder says of the words of claims; None where there is none for the language."""
    reader = claims_reader(doc.language.partition("-")[0])
    return None if reader is None else reader.read(claiming(doc))


def _in_order(*flags: Flag) -> tuple[Flag, ...]:
    return tuple(sorted(flags, key=lambda flag: (flag.start, -flag.end, flag.category, flag.id)))


def _unread(language: str) -> tuple[Problem, ...]:
    told = said_problem(language) or claims_problem(language)
    return () if told is None else (told,)


def _unserved(reading: Reading) -> tuple[Problem, ...]:
    language = reading.document.language.partition("-")[0]
    if language in SERVED:
        return ()
    figures = has_words(language)
    read = "say-so is" if figures else "figures and say-so are"
    hint = "take say-so with care" if figures else "figures in digits are still read; take words and say-so with care"
    return (
        Problem(
            code="language-unserved",
            message=f"the text is in {language!r}; {read} read fully in {', '.join(SERVED)}",
            hint=hint,
            uri=reading.document.uri,
        ),
    )


@dataclass(frozen=True, slots=True)
class Added:
    """What became of files that were to be indexed: read, already there, and the problems of the rest."""

    read: int
    kept: int
    problems: tuple[Problem, ...]

    @property
    def failed(self) -> int:
        """How many files could not be read, not counting those that were left out on purpose."""
        return len({problem.uri for problem in self.problems if problem.code in _FAILURES})


#: Codes that leave a file unread. The others tell of something in a file that was read, or of one that was left out.
_FAILURES: Final = frozenset((
    "archive-unsafe", "binary", "damaged", "empty", "encrypted", "http-status", "internal", "missing",
    "no-text-layer", "private-address", "timeout", "too-large", "too-many-redirects", "unknown-format",
    "unreachable", "unreadable", "url-unsupported", "usage",
))  # fmt: skip


def new_index(path: Path | None = None, *, vectors: bool = True) -> Index:
    """Make an empty index in a folder, or in memory; raises UsageError where the folder holds something else.

    Without `vectors` it makes none and asks none.
    """
    encoder = meaning_reader if vectors else no_encoder
    return Index.create(path, concepts=concepts, encoder=encoder, read_on=_read_on_if_sound)


def open_index(path: Path, *, vectors: bool = True) -> Index:
    """Open an index; raises UsageError where the folder is none. Without `vectors` none of them are made or asked."""
    return Index.open(path, concepts=concepts, encoder=meaning_reader if vectors else no_encoder)


def make_vectors(index: Index, progress: Progress = no_progress) -> tuple[Problem, ...]:
    """Make the vectors of what has none; gives why there can be none, where that is so."""
    told = meaning_problem()
    if told is None:
        index.make_vectors(progress)
    return () if told is None else (told,)


def add_files(index: Index, paths: Sequence[Path], progress: Progress = no_progress, *, only: bool = False) -> Added:
    """Read files and folders into an index. A file that cannot be read is a problem; the rest is done.

    With `only`, documents of other files are taken out in the end, so that the index holds these and no others.
    A file whose bytes are already there is not read again. Raises UsageError where a path does not exist or a folder
    holds nothing that can be read.
    """
    files, problems = find_files(paths)
    read = kept = 0
    with closing(read_ahead(_reader(index, path, uri) for path, uri in files)) as readings:
        for number, ((_, uri), reading) in enumerate(zip(files, readings, strict=True)):

            def tell(what: str, done: int = number) -> None:
                progress(what, done, len(files))

            tell(f"reading {uri}")
            try:
                told = _add_file(index, reading(), uri, tell)
            except SaysoError as error:
                problems.append(error.problem)
                continue
            except Exception as error:  # noqa: BLE001  a fault of ours in one file must not lose the others
                problems.append(_internal(error, uri))
                continue
            problems += told or ()
            read, kept = read + (told is not None), kept + (told is None)
    if only:
        named = {uri for _, uri in files}
        for uri in index.uris():
            if named.isdisjoint((uri, part_of(uri)[0])):
                index.remove(uri)
    index.commit()
    progress("reading", len(files), len(files))
    return Added(read, kept, tuple(problems))


def _internal(error: Exception, uri: str) -> Problem:
    return Problem(
        code="internal",
        message=f"a fault in Sayso: {type(error).__name__}: {error}",
        hint="please report it, with the file if you may share it",
        uri=uri,
    )


@dataclass(frozen=True, slots=True)
class _File:
    """A file that was read: the hash and the number of its bytes, and what is in it."""

    source_hash: str
    size: int
    reading: Reading


def _reader(index: Index, path: Path, uri: str) -> Callable[[], _File | None]:
    """What reads a file, in another thread than that of the index; None where its bytes are already there."""
    try:
        _check_name(uri)
        source_hash = _hash_file(path, uri)
        if index.known(uri, source_hash, ANALYSIS_VERSION):
            return lambda: None
    except Exception as error:  # noqa: BLE001  it is told when it is this file's turn
        return partial(_fail, error)
    return lambda: _File(source_hash, path.stat().st_size, read_path(path, uri))


def _fail(error: Exception) -> NoReturn:
    raise error


def _add_file(index: Index, file: _File | None, uri: str, tell: Callable[[str], None]) -> tuple[Problem, ...] | None:
    """Add what was read of one file to the index, in parts where it is larger than what is analysed at once; None where there is nothing, else the problems.

    All parts are of one reading: where one fails, those of the reading before stay.
    """
    if file is None:
        return None
    reading = file.reading
    parts = parts_of(reading.document, reading.sentences)
    told: dict[Problem, Problem] = {}  # once what is said of several parts
    with index.together():
        index.remove(uri, after=len(parts))
        for part in parts:
            if len(parts) > 1:
                tell(f"reading {uri}, part {part.number} of {len(parts)}")
            doc, sentences = part.taken()
            begun = _begin(replaced(reading, document=doc, sentences=sentences))
            analysis = (
                _read_on(begun) if index.path else begun
            )  # of what is searched once, what is shown alone is read on
            index.add(
                analysis,
                source_hash=file.source_hash,
                version=ANALYSIS_VERSION,
                size=file.size,
                begun=analysis is begun,
            )
            for problem in analysis.problems:
                told.setdefault(replace(problem, uri=uri), problem)
    return tuple(told.values())


def _check_name(uri: str) -> None:
    """Refuse a file that is called as a part of another: it would take that one's place, and go with it."""
    whole, number = part_of(uri)
    if whole != uri:
        message = f"it is called as part {number} of {whole} would be in an index"
        raise UsageError("usage", message, "give the file another name, without #part and a number at its end", uri)


def _hash_file(path: Path, uri: str) -> str:
    digest = blake2b(digest_size=16)
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    except OSError as error:
        raise UsageError("unreadable", f"{uri}: {error.strerror}", "check the file's permissions", uri=uri) from error
    return "b2:" + digest.hexdigest()


def check(
    reading: Reading,
    index: Index | None = None,
    problems: Sequence[Problem] = (),
    progress: Progress = no_progress,
) -> Ledger:
    """Read an article, trace its claims in an index if there is one, and give its ledger.

    `problems` are those of the source documents, to stand in the ledger beside the article's own; `progress` is told of each claim that is traced.
    Of an article with very many claims the first are traced, and a problem tells so.
    """
    progress("analysing the article", 0, 1)
    article = analyse(reading)
    traces, searched = find_traces(article, index, progress)
    sources = tuple(index.documents()) if index else ()
    return Ledger(
        version=__version__,
        document=article.document,
        source_documents=sources,
        searched=searched,
        sentences=article.sentences,
        figures=article.figures,
        attributions=article.attributions,
        speakers=article.speakers,
        claims=article.claims,
        flags=article.flags,
        traces=traces,
        wanted=find_wanted(
            article,
            sources,
            index.names() if index else None,
            (lambda uri: index.begun(uri).document) if index else None,
        ),
        problems=tuple(
            dict.fromkeys(
                (
                    *article.problems,
                    *_untraced(article, index),
                    *problems,
                    *(index.notes if index else ()),
                    *_unweighed(index),
                )
            )
        ),
    )


def _untraced(article: Analysis, index: Index | None) -> tuple[Problem, ...]:
    """That an article has more claims than are traced, where it has."""
    told = None if index is None else untraced(article)
    return () if told is None else (told,)


def _unweighed(index: Index | None) -> tuple[Problem, ...]:
    """Why claims were held against passages by rules alone, or caveats found by lists alone, where there is an index."""
    found = (pairs_problem(), caveats_problem()) if index else ()
    return tuple(problem for problem in found if problem is not None)


def copy_index(path: Path, into: Index) -> None:
    """Take every document of an index over into another; the first stays as it is."""
    with open_index(path, vectors=False) as other:
        held = set(into.uris())
        for uri in other.uris():
            analysis = other.analysis(uri)
            if uri in held and into.analysis(uri) != analysis:
                doc = replace(analysis.document, uri=f"{path.name}/{uri}")
                analysis = replace(analysis, document=doc)
            into.add(analysis, source_hash="", version=ANALYSIS_VERSION)
    into.commit()


def open_sources(
    paths: Sequence[Path], progress: Progress = no_progress, *, vectors: bool = True
) -> tuple[Index, Added]:
    """The index that is meant: one that is there, or one made in memory from files, folders and indexes.

    With `vectors`, what is made in memory gets them, and those of an index are asked. Raises UsageError where a path does not exist or a folder holds nothing that can be read.
    """
    indexes = [path for path in paths if is_index(path)]
    files = [path for path in paths if path not in indexes]
    if len(indexes) == 1 and not files:
        return open_index(indexes[0], vectors=vectors), Added(0, 0, ())
    index = new_index(vectors=vectors)
    try:
        for path in indexes:
            copy_index(path, index)
        added = add_files(index, files, progress) if files else Added(0, 0, ())
        told = make_vectors(index, progress) if vectors else ()
        return index, replaced(added, problems=(*added.problems, *told))
    except BaseException:
        index.close()
        raise
