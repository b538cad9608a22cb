#!/usr/bin/env python3
"""Build a release into out/release and check it; publishes nothing. What it does, step by step: docs/release.md.

python3 scripts/release.py           of what is committed
python3 scripts/release.py --try     the same, though CHANGELOG has no heading for this version yet
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out" / "release"
UV = os.environ.get("UV") or shutil.which("uv") or str(ROOT / ".venv-tools" / "bin" / "uv")
MOST_WHEEL = 100_000_000
EXAMPLE = ["check", "examples/article.txt", "--against", "examples/sources", "--quiet"]
#: What no archive may hold, by any part of a path or its ending.
STRAY = re.compile(
    r"(^|/)(\.git|\.venv[^/]*|\.env|__pycache__|\.[a-z_]+_cache|\.hypothesis|node_modules|out|dist|\.DS_Store)(/|$)|\.(pyc|pyo|orig|rej|swp|part|log)$"
)
#: What a wheel must hold.
WANTED = (
    "sayso/py.typed",
    "sayso/language/models/meaning/encoder.onnx",
    "sayso/language/models/said-en/layers.onnx",
    "sayso/language/models/pairs/layers.onnx",
    "sayso/workbench/assets/workbench.js",
    "sayso/workbench/example/article.txt",
    "sayso/workbench/example/sources/ero_report_2024.pdf",
)


def main() -> None:
    """Take every step, or stop at the first that fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--try", dest="trial", action="store_true", help="do without a heading in CHANGELOG")
    options = parser.parse_args()
    if told := run("git", "status", "--porcelain").strip():
        stop(f"not everything is committed:\n{told}", "commit it, or put it away")
    number = version(ROOT)
    step(f"version {number}")
    if not options.trial and (fault := changelog_fault((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), number)):
        stop(fault, "give what stands under Unreleased a heading: ## [VERSION] - YYYY-MM-DD")
    with tempfile.TemporaryDirectory(prefix="sayso-release-") as folder:
        files = built_twice(Path(folder))
        check_contents(files)
        check_installed(next(file for file in files if file.suffix == ".whl"), Path(folder))
        keep(files)


def step(told: str) -> None:
    """Tell what was done."""
    print(f"- {told}", flush=True)


def stop(fault: str, hint: str) -> None:
    """End with what is wrong and the mend."""
    sys.exit(f"{fault}\nhint: {hint}")


def run(*command: str | Path, cwd: Path = ROOT, **extra: str) -> str:
    """What a command prints on standard output; ends with what it says where it fails."""
    words = [str(part) for part in command]
    done = subprocess.run(words, cwd=cwd, env={**os.environ, **extra}, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"$ {' '.join(words)}\n{done.stdout[-2000:]}{done.stderr[-2000:]}\nended with {done.returncode}")
    return done.stdout


def version(sources: Path) -> str:
    """The version, which must be one and the same in both places."""
    text = (sources / "src/sayso/version.py").read_text(encoding="utf-8")
    (inside,) = re.findall(r'__version__: Final = "(.+)"', text)
    named = tomllib.loads((sources / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    if inside != named:
        stop(f"version.py says {inside}, pyproject.toml says {named}", "make them one")
    return str(named)


def changelog_fault(text: str, number: str) -> str:
    """What is wrong with the changelog for a version, if anything."""
    first = next((line for line in text.splitlines() if line.startswith("## [") and "Unreleased" not in line), "")
    if not re.fullmatch(rf"## \[{re.escape(number)}\] - \d{{4}}-\d{{2}}-\d{{2}}", first):
        return f"CHANGELOG has no heading for {number} with a day on top"
    return ""


def built_twice(folder: Path) -> list[Path]:
    """Wheel and sdist, the same byte for byte from two clones."""
    when = run("git", "log", "-1", "--format=%ct").strip()
    made = []
    for name in ("one", "other"):
        clone, out = folder / name / "sources", folder / name / "dist"
        run("git", "clone", "--quiet", "--no-local", f"file://{ROOT}", clone)
        run(UV, "build", "--quiet", "--out-dir", out, cwd=clone, SOURCE_DATE_EPOCH=when)
        made.append(sorted(path for path in out.iterdir() if path.suffix in {".whl", ".gz"}))
    first, second = ([(path.name, digest(path)) for path in files] for files in made)
    if first != second or len(first) != 2:  # noqa: PLR2004  a wheel and an sdist
        stop(f"two builds are not the same: {first}, {second}", "look for a time or an order in what is built")
    step("built twice, the same byte for byte")
    return made[0]


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def check_contents(files: list[Path]) -> None:
    """Stop where an archive holds what is not committed, lacks what must be there, or is too large."""
    committed = set(run("git", "ls-files").splitlines())
    for file in files:
        names = members(file)
        if file.suffix == ".whl":
            faults = [*stray(names), *(f"{name} is missing" for name in WANTED if name not in names)]
            if file.stat().st_size >= MOST_WHEEL:
                faults.append(f"{file.stat().st_size:,} bytes are more than {MOST_WHEEL:,}")
        else:
            inner = [name.partition("/")[2] for name in names]
            faults = [
                *stray(inner),
                *(f"{name} is not committed" for name in inner if name not in committed | {"PKG-INFO"}),
            ]
        if faults:
            stop(f"{file.name}: " + "; ".join(faults[:5]), "see [tool.hatch.build] in pyproject.toml")
        step(f"{file.name}: {file.stat().st_size:,} bytes, {len(names)} files, none that should not be there")


def members(file: Path) -> list[str]:
    """The files in an archive."""
    if file.suffix == ".whl":
        with zipfile.ZipFile(file) as archive:
            return [name for name in archive.namelist() if not name.endswith("/")]
    with tarfile.open(file) as archive:
        return [one.name for one in archive.getmembers() if one.isfile()]


def stray(names: list[str]) -> list[str]:
    """What should not be there, each as a sentence."""
    return [f"{name} should not be there" for name in names if STRAY.search(name)]


def check_installed(wheel: Path, folder: Path) -> None:
    """Install the wheel without its sources and without building anything, and run the example as the sources do."""
    own, place = folder / "own", folder / "place"
    place.mkdir()
    shutil.copytree(folder / "one" / "sources" / "examples", place / "examples")
    venv.create(own, with_pip=True)
    scripts = own / ("Scripts" if os.name == "nt" else "bin")
    run(scripts / "python", "-m", "pip", "install", "--quiet", "--only-binary", ":all:", wheel, cwd=place)
    mine = {"XDG_DATA_HOME": str(place / "data"), "XDG_CONFIG_HOME": str(place / "config")}
    run(scripts / "sayso", "doctor", cwd=place, **mine)
    run(scripts / "sayso", *EXAMPLE, "-o", "by-wheel.json", cwd=place, **mine)
    code = "import sys; from sayso.cli import main; sys.exit(main())"
    sources = str(folder / "one" / "sources" / "src")
    run(scripts / "python", "-c", code, *EXAMPLE, "-o", "by-sources.json", cwd=place, PYTHONPATH=sources, **mine)
    if digest(place / "by-wheel.json") != digest(place / "by-sources.json"):
        stop("the wheel gives another ledger of the example than the sources", "see what is missing in the wheel")
    step("installed without the sources: nothing is broken, and the example is the same byte for byte")


def keep(files: list[Path]) -> None:
    """Put the release and its sums into out/release."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    for file in files:
        shutil.copy(file, OUT / file.name)
    sums = "".join(f"{digest(file)}  {file.name}\n" for file in files)
    (OUT / "SHA256SUMS").write_text(sums, encoding="ascii")
    step(f"{OUT.relative_to(ROOT)}: {', '.join(file.name for file in files)}, SHA256SUMS; nothing was published")


if __name__ == "__main__":
    main()
