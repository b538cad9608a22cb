#!/usr/bin/env python3
"""One script for people and for CI: set up, show, test.

    python3 run.py example   set up and run the main job on examples/, writing out/report.html
    python3 run.py test      set up and run everything that must pass
    python3 run.py setup     only make the virtual environment
    python3 run.py measure   what is measured on our own sets, as a table
    python3 run.py site      the documentation as a site in out/site, with nothing fetched when it is read
    python3 run.py picture   the pictures of the report and of a thread made again
    python3 run.py peers     other readers for `sayso bench --peers .venv-peers`, each in an environment of its own
    python3 run.py front     the workbench's script built anew from front/, as it is committed (needs Node.js)
    python3 run.py browser   the report and the workbench in headless Chromium (needs Node.js and Chromium; `test` runs it where they are)

It needs Python 3.11 or newer and a network to the package registries on the first run. Everything
stays in .venv/, .venv-tools/, .venv-peers/ and out/.
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
BIN = HERE / ".venv" / ("Scripts" if os.name == "nt" else "bin")
TOOLS = HERE / ".venv-tools"  # uv has a place of its own: `uv sync` removes what the lock does not name
UV = TOOLS / BIN.name / "uv"
UV_VERSION = "uv==0.13.9"
UPDATED = ["check", "examples/article-updated.txt", "--against", "examples/sources"]
FRONT = HERE / "front"
ASSETS = HERE / "src" / "sayso" / "workbench" / "assets"
MOST_SCRIPT = 40_000
PICTURED = ["--claim", "fighters"]
SPREAD = ["-n", "auto", "--dist", "worksteal", "--durations", "20"]  # a process a core; costs are told by CPU time
#: Modules are kept compiled, also where others are told not to: the tests start a thousand processes, and each would compile them anew.
COMPILED = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(HERE / ".venv-tools" / "compiled")}
EXAMPLE = ["check", "examples/article.txt", "--against", "examples/sources"]


def run(*command: str | Path, cwd: Path = HERE, **extra: str) -> None:
    """Run a command and end with its exit code if it fails."""
    print("$", " ".join(str(part) for part in command), flush=True)
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env={**os.environ, **COMPILED, **extra}, check=False
    )
    if done.returncode:
        sys.exit(done.returncode)


@contextmanager
def beside(*command: str | Path) -> Iterator[None]:
    """Run a command while other things are done; it is waited for, and what it says is told after them."""
    with tempfile.TemporaryFile() as told:
        started = subprocess.Popen(
            [str(part) for part in command], cwd=HERE, env={**os.environ, **COMPILED}, stdout=told, stderr=told
        )
        try:
            yield
            started.wait()
        finally:
            started.kill()
        told.seek(0)
        print("$", " ".join(str(part) for part in command))
        print(told.read().decode(errors="replace"), end="", flush=True)
    if started.returncode:
        sys.exit(started.returncode)


def setup(*groups: str) -> None:
    """Make .venv and install exactly what the lock file names."""
    if sys.version_info < (3, 11):  # noqa: UP036  people start this script with whatever they have
        sys.exit("Sayso needs Python 3.11 or newer.\nhint: run it as python3.11 run.py ...")
    if not UV.exists() and not UV.with_suffix(".exe").exists():
        venv.create(TOOLS, with_pip=True)
        run(TOOLS / BIN.name / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV_VERSION)
    run(UV, "sync", "--frozen", "--quiet", "--python", sys.executable, *groups)


def example() -> None:
    """Check the example article against its source documents: a summary here, a report in out/."""
    setup("--no-dev")
    out = HERE / "out"
    out.mkdir(exist_ok=True)
    run(BIN / "sayso", *EXAMPLE, "-o", out / "report.html", "-o", out / "ledger.json", "--summary")
    print(f"\nOpen {(out / 'report.html').relative_to(HERE)} in a browser.")


def test() -> None:
    """Check style, types, layers, the lock and the tests, in the order of what fails fastest."""
    setup("--all-extras", "--group", "site")
    started = time.monotonic()
    run(UV, "lock", "--check", "--quiet")
    run(BIN / "ruff", "check")
    run(BIN / "ruff", "format", "--check")
    with beside(BIN / "mypy"):  # it takes one core for a minute
        run(BIN / "lint-imports", "--no-cache")
        postgres()
        java()
        chromium_is_there()
        front_is_built()
        build_site()
    run(BIN / "python", "-m", "pytest", "-q", *SPREAD, SAYSO_CI=os.environ.get("CI", ""))
    browser()
    print(f"all passed in {time.monotonic() - started:.0f} s")


def postgres() -> None:
    """Where everything must run, see that there is a PostgreSQL server to test with; elsewhere those tests are skipped."""
    there = any(Path("/usr/lib/postgresql").glob("*/bin/postgres")) or shutil.which("postgres")
    if os.environ.get("CI") and not there and shutil.which("apt-get"):
        run("apt-get", "update", "-qq")
        run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "postgresql")


def java() -> None:
    """Where everything must run, see that there is a Java to test Spark with; elsewhere those tests are skipped."""
    if os.environ.get("CI") and not shutil.which("java") and shutil.which("apt-get"):
        run("apt-get", "update", "-qq")
        run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "openjdk-17-jre-headless")


def chromium() -> str | None:
    """The browser to test with: $CHROMIUM, else Chromium or Chrome on the path."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next((found for name in names if (found := shutil.which(name))), None)


def chromium_is_there() -> None:
    """Where everything must run, see that there is a Chromium; elsewhere what needs it is not run."""
    if os.environ.get("CI") and not chromium() and shutil.which("apt-get"):
        run("apt-get", "update", "-qq")
        run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium")


def front() -> None:
    """Build the workbench's script into the package; it is committed as it is built."""
    build_front(ASSETS)


def build_front(out: Path) -> None:
    """Check the types of front/, and build it into a folder."""
    npm = shutil.which("npm")
    if not npm:
        sys.exit("The workbench's script is built with Node.js.\nhint: apt-get install npm")
    run(npm, "ci", "--silent", "--no-audit", "--no-fund", cwd=FRONT)
    run(npm, "run", "check", "--silent", cwd=FRONT)
    run(npm, "run", "build", "--silent", cwd=FRONT, SAYSO_FRONT_OUT=str(out))


def front_is_built() -> None:
    """See that the committed script is what front/ gives, byte for byte, and small enough."""
    if not shutil.which("npm"):
        print("the workbench's script was not built anew: that needs Node.js with npm\nhint: apt-get install npm")
        return
    with tempfile.TemporaryDirectory() as folder:
        build_front(Path(folder))
        built = (Path(folder) / "workbench.js").read_bytes()
    if built != (ASSETS / "workbench.js").read_bytes():
        sys.exit("src/sayso/workbench/assets/workbench.js is not what front/ gives\nhint: python3 run.py front")
    size = len(gzip.compress(built, 9))
    print(f"the workbench's script is as built: {size:,} bytes gzipped")
    if size > MOST_SCRIPT:
        sys.exit(f"the workbench's script is larger than {MOST_SCRIPT:,} bytes gzipped")


def browser() -> None:
    """Look at the report and the workbench in headless Chromium: axe-core, the keyboard, scripts off, budgets."""
    chromium_is_there()
    found, npm = chromium(), shutil.which("npm")
    if not found or not npm:
        print("browser tests not run: they need Node.js with npm, and Chromium\nhint: apt-get install chromium npm")
        return
    out = HERE / "out"
    out.mkdir(exist_ok=True)
    run(BIN / "sayso", *EXAMPLE, "-o", out / "report.html", "-o", out / "ledger.json", "--quiet")
    run(BIN / "python", "tests/browser/reviewed.py", out / "ledger.json", out / "reviewed.json")
    run(BIN / "sayso", "export", out / "reviewed.json", "--form", "html", "-o", out / "signed.html")
    run(BIN / "sayso", *UPDATED, "-o", out / "updated.json", "--quiet")
    difference(out)
    folder = HERE / "tests" / "browser"
    run(npm, "ci", "--silent", "--no-audit", "--no-fund", cwd=folder)
    pages = {"SAYSO_REPORT": "report.html", "SAYSO_SIGNED": "signed.html", "SAYSO_DIFFERENCE": "difference.html"}
    shown = {name: str(out / page) for name, page in pages.items()}
    run(npm, "test", "--silent", cwd=folder, **shown, CHROMIUM=found, PYTHON=str(BIN / "python"))


def difference(out: Path) -> None:
    """Write what differs between the two versions of the example; `sayso diff` ends with 1, since something does."""
    command = [BIN / "sayso", "diff", out / "ledger.json", out / "updated.json", "-o", out / "difference.html"]
    if (
        subprocess.run(
            [str(part) for part in command], cwd=HERE, env={**os.environ, **COMPILED}, check=False
        ).returncode
        != 1
    ):
        sys.exit("the two versions of the example should differ")


def measure() -> None:
    """Print what the quality gate holds, and every row of the truth that is missed."""
    setup("--all-extras")
    run(BIN / "python", "tests/gate/measure.py")


def picture() -> None:
    """Make the pictures of the report and of a thread again."""
    example()
    out, docs, browsing = HERE / "out", HERE / "docs", HERE / "tests" / "browser"
    run("node", "picture.js", out / "report.html", docs / "report.png", cwd=browsing)
    run(BIN / "sayso", "follow", "read", "data/threads-news/dev.jsonl", "--out", out / "ledgers", "--quiet")
    run(BIN / "sayso", "follow", "join", out / "ledgers", "--out", out / "joined", "--quiet")
    run(BIN / "sayso", "follow", "threads", out / "joined", "--most", "0", "--quiet")
    run(BIN / "sayso", "follow", "report", out / "joined", "-o", out / "threads.html", *PICTURED, "--quiet")
    run("node", "picture.js", out / "threads.html", docs / "threads.png", cwd=browsing)


def site() -> None:
    """Build the documentation as a site."""
    setup("--all-extras", "--group", "site")
    build_site()


def build_site() -> None:
    """Have Sphinx build out/site; a warning is an error, and so is an address outside that a page would fetch."""
    run(BIN / "python", HERE / "scripts" / "build_site.py")


def peers() -> None:
    """Make the peers that the benches measure beside Sayso."""
    run(sys.executable, HERE / "scripts" / "peers.py")


COMMANDS = {
    "example": example,
    "test": test,
    "setup": lambda: setup("--all-extras"),
    "front": front,
    "browser": browser,
    "site": site,
    "measure": measure,
    "picture": picture,
    "peers": peers,
}

if __name__ == "__main__":
    name = " ".join(sys.argv[1:])
    if name not in COMMANDS:
        sys.exit(__doc__)
    COMMANDS[name]()
