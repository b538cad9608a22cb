"""Makes the folder of threads that the browser tests open: `followed.py FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import msgspec
from tests.across.appearing import appears
from tests.render.make_threads import evil, many, quays, thread_of

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 8


def main(folder: str) -> None:
    """Threads with all that is hard to show: many texts, hostile ones, long words, right to left, none dated."""
    odd = [
        appears("p", f"30,000 {LONG} sleep", "2026-03-02", LONG, (LONG,)),
        appears("q", "ثلاثون ألف حاوية في الميناء", "2026-03-03", "صحيفة الميناء", language="ar"),
        appears("r", "港には三万個のコンテナがある", "2026-03-04", "港湾経済新聞社港湾経済新聞社", language="ja"),
    ]
    threads = (
        many(9),
        quays(),
        thread_of(odd, ident="t:odd"),
        thread_of([appears("z", "Cats sleep")], ident="t:one"),
        evil(),
    )
    Path(folder, "threads.jsonl").write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in threads))


if __name__ == "__main__":
    main(sys.argv[1])
