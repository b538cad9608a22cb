#!/usr/bin/env python3
"""Build the documentation as a site into out/site: `python3 run.py site`.

The pages stay where they are in the repository, and with them every page that they lead to (READMEs of data, cards of models), so that links lead on
as they do there. What a link names that is no page (a folder, a source file) is told by its name alone. A warning of Sphinx is an error.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "scripts" / "site"
_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
#: The pages in the order in which one reads them, by part; a page of docs/ that is in none comes last in _LAST.
PARTS = {
    "Begin": ("README", "docs/tutorial", "docs/method", "docs/wrong", "docs/glossary"),
    "What it finds": (
        "docs/reading", "docs/figures", "docs/consistency", "docs/attributions", "docs/claims", "docs/concepts", "docs/index",
        "docs/tracing", "docs/checked", "docs/across",
    ),
    "What people do": ("docs/report", "docs/workbench", "docs/reviewing", "docs/diff", "docs/store", "docs/exports"),
    "Look up": (
        "docs/commands", "docs/settings", "docs/python", "docs/ledger", "docs/problems", "docs/doctor", "docs/completion",
        "docs/container",
    ),
    "What it rests on": ("docs/measures", "docs/models", "docs/security", "docs/dependencies", "docs/architecture", "docs/release"),
    "The project": ("CONTRIBUTING", "SECURITY", "CHANGELOG", "docs/README"),
}  # fmt: skip

_LAST = "What it rests on"
#: What the navigation calls a page otherwise than its heading does.
_TITLES = {"README": "What it is, and how it is installed", "docs/README": "All pages", "CHANGELOG": "Changes"}
#: What a browser fetches by itself, in HTML and in CSS.
_FETCHED = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|embed|object|input)\b[^>]*?\b(?:src|srcset|data|poster)\s*=\s*["']?\s*((?:https?:)?//[^"'\s>]+)"""
    r"""|<link\b(?![^>]*\brel=["']?(?:canonical|prev|next|index|search|author|copyright))[^>]*?\bhref\s*=\s*["']?\s*((?:https?:)?//[^"'\s>]+)"""
    r"""|(?:url\(|@import)\s*["']?\s*((?:https?:)?//[^"')\s;]+)""",
    re.IGNORECASE | re.DOTALL,
)


def fetched(text: str) -> list[str]:
    """The addresses outside that a browser would fetch for a page or a style sheet."""
    return [next(filter(None, found)) for found in _FETCHED.findall(text)]


def outside(site: Path) -> list[str]:
    """Every file of the site that would ask for something outside, and what."""
    files = (path for path in sorted(site.rglob("*")) if path.suffix in {".html", ".css", ".svg"})
    return [
        f"{path.relative_to(site)}: {address}"
        for path in files
        for address in fetched(path.read_text(encoding="utf-8"))
    ]


def main(out: Path) -> None:
    """Stage the pages beside each other, and have Sphinx build them."""
    staged = out.parent / (out.name + "-pages")
    shutil.rmtree(staged, ignore_errors=True)
    shutil.copytree(SITE, staged)
    pages = reached()
    for page in pages:
        target = staged / page.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(as_page(page, pages), encoding="utf-8")
    for file in (ROOT / "docs").iterdir():
        if file.suffix in {".png", ".json"}:
            shutil.copy(file, staged / "docs" / file.name)
    with (staged / "index.md").open("a", encoding="utf-8") as index:
        index.write(navigation(pages))
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-W", "--keep-going", "-q", "-n", staged, out]
    env = {**os.environ, "SAYSO_SITE_VERSION": version()}
    code = subprocess.run([str(part) for part in command], env=env, check=False).returncode
    shutil.rmtree(out / ".doctrees", ignore_errors=True)
    if code:
        sys.exit(code)
    if asked := outside(out):
        sys.exit("the site would fetch from outside:\n" + "\n".join(asked))
    print(f"{len(pages) + 1} pages: {out / 'index.html'}")


def version() -> str:
    """The version that the package has."""
    (found,) = re.findall(r'__version__: Final = "(.+)"', (ROOT / "src/sayso/version.py").read_text(encoding="utf-8"))
    return str(found)


def reached() -> set[Path]:
    """The pages of the parts, and all pages that they lead to."""
    wanted = [*(ROOT / f"{name}.md" for names in PARTS.values() for name in names), *(ROOT / "docs").glob("*.md")]
    found: set[Path] = set()
    while wanted:
        page = wanted.pop()
        if page in found or not page.exists():
            continue
        found.add(page)
        wanted += [target for target in targets(page) if target.suffix == ".md"]
    return found


def targets(page: Path) -> Iterator[Path]:
    """What the links of a page name within the repository."""
    for _, _, link in _LINK.findall(_FENCE.sub("", page.read_text(encoding="utf-8"))):
        if "://" not in link and not link.startswith(("#", "mailto:")):
            yield (page.parent / link.partition("#")[0]).resolve()


def as_page(page: Path, pages: set[Path]) -> str:
    """The text of a page; links to what is not on the site become plain words."""

    def shown(link: re.Match[str]) -> str:
        if "://" in link[3] or link[3].startswith(("#", "mailto:")):
            return link[0]
        target = (page.parent / link[3].partition("#")[0]).resolve()
        there = target in pages or (target.parent == ROOT / "docs" and target.suffix in {".png", ".json"})
        return link[0] if there else link[2]

    text = page.read_text(encoding="utf-8")
    parts, end = [], 0
    for fence in _FENCE.finditer(text):
        parts += [_LINK.sub(shown, text[end : fence.start()]), fence[0]]
        end = fence.end()
    return "".join((*parts, _LINK.sub(shown, text[end:])))


def navigation(pages: set[Path]) -> str:
    """The parts as Sphinx's trees; pages that are only reached by a link come behind them."""
    named = {name for names in PARTS.values() for name in names}
    rest = sorted({str(page.relative_to(ROOT).with_suffix("")) for page in pages} - named)
    more = [name for name in rest if (ROOT / name).parent == ROOT / "docs"]
    parts = {caption: [name for name in names if (ROOT / f"{name}.md") in pages] for caption, names in PARTS.items()}
    parts[_LAST] += more
    parts["Beside"] = [name for name in rest if name not in more]
    return "\n".join(_tree(caption, names) for caption, names in parts.items())


def _tree(caption: str, names: list[str]) -> str:
    entries = "\n".join(f"{_TITLES[name]} </{name}>" if name in _TITLES else f"/{name}" for name in names)
    return f"```{{toctree}}\n:caption: {caption}\n:maxdepth: 1\n:hidden:\n\n{entries}\n```\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "out" / "site")
