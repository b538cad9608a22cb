#!/usr/bin/env python3
"""Install Sayso on bare systems as the README says, and run the example there without a network.

    python3 scripts/bare.py                                   Debian bookworm and trixie, by the README and by wheel
    python3 scripts/bare.py --suites trixie --ways container  by the steps of the Containerfile
    python3 scripts/bare.py --suites --pythons PATH PATH      Pythons of this machine, by wheel

A bare system is made by debootstrap of Debian's own packages: Python with venv and pip, no compiler; it is kept in --folder for the next
time. What is tried there is done by a user without rights. The example runs in a network namespace that has no way out. Every ledger must be the
same, byte for byte. It needs root, debootstrap, git and uv's building (`python3 run.py setup`); nothing outside --folder is changed.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from containerfile import read_steps

ROOT = Path(__file__).resolve().parent.parent
UV = os.environ.get("UV") or shutil.which("uv") or ROOT / ".venv-tools" / "bin" / "uv"
MIRROR = os.environ.get("DEBIAN_MIRROR", "")  # empty: the one that debootstrap knows
SCRIPT = "/usr/share/debootstrap/scripts/sid"  # how any suite is made, also one that debootstrap does not know yet
PACKAGES = "python3,python3-venv,python3-pip,ca-certificates"
COMPILERS = ("cc", "gcc", "g++", "clang", "rustc", "cargo", "make", "cmake")
USER = "reader"
#: How packages are fetched here (a proxy, a mirror, its certificate) holds within, too.
PASSED_ON = ("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "PIP_INDEX_URL", "UV_DEFAULT_INDEX")
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
EXAMPLE = "check examples/article.txt --against examples/sources -o {out} --quiet"
MOST_WHEEL = 100_000_000


def run(*command: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None) -> str:
    """What a command prints; ends with its output where it fails."""
    words = [str(part) for part in command]
    done = subprocess.run(
        words,
        cwd=cwd,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        sys.exit(f"$ {' '.join(words)}\n{done.stdout[-4000:]}\nended with {done.returncode}")
    return done.stdout


@dataclass(frozen=True)
class System:
    """A bare Debian in a folder."""

    suite: str
    folder: Path

    def make(self) -> None:
        """Make it of Debian's packages, unless it is there, with a user without rights."""
        done = self.folder.with_suffix(".done")
        if not done.exists():
            shutil.rmtree(self.folder, ignore_errors=True)
            run("debootstrap", "--variant=minbase", f"--include={PACKAGES}", self.suite, self.folder, MIRROR, SCRIPT)
            done.touch()
        if USER not in (self.folder / "etc/passwd").read_text():
            run("chroot", self.folder, "useradd", "--create-home", USER)
        shutil.copy("/etc/resolv.conf", self.folder / "etc/resolv.conf")
        shutil.copy(CERTIFICATES, self.folder / str(CERTIFICATES).lstrip("/"))
        found = [name for name in COMPILERS if self.inside(f"command -v {name} || true").strip()]
        if found:
            sys.exit(f"{self.suite} has a compiler: {', '.join(found)}")

    def inside(self, script: str, *, user: str = USER, at: str = "", network: bool = True, **extra: str) -> str:
        """What a script prints that runs in the system, with /proc of its own, as a user, with or without a network."""
        home = "/root" if user == "root" else f"/home/{user}"
        passed = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        known = {
            "HOME": home,
            "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
            "SSL_CERT_FILE": str(CERTIFICATES),
        }
        env = known | {"PIP_CERT": str(CERTIFICATES), "LANG": "C.UTF-8"} | passed | extra
        setting = [f"{name}={value}" for name, value in env.items()]
        # umount first: debootstrap may have left a /proc that shows the machine's
        mount = 'mount -t proc proc "$1/proc"; shift; exec "$@"'
        namespaces = ["unshare", "--mount", "--pid", "--fork", *([] if network else ["--net"])]
        jail = ["chroot", f"--userspec={user}:{user}", self.folder, "env", "-i", *setting]
        return run(
            *namespaces, "sh", "-c", mount, "sh", self.folder, *jail, "sh", "-euc", f'cd "{at or home}"\n{script}'
        )

    def path(self, inside: str) -> Path:
        """Where a path of the system lies on this machine."""
        return self.folder / inside.lstrip("/")

    def empty_home(self) -> None:
        """A home of its user with nothing in it."""
        shutil.rmtree(self.path(f"/home/{USER}"), ignore_errors=True)
        self.path(f"/home/{USER}").mkdir(parents=True)
        run("chroot", self.folder, "chown", f"{USER}:{USER}", f"/home/{USER}")

    def give(self, source: Path, to: str, *, owner: str = USER) -> None:
        """Copy a file or folder to a place in the system, for its user."""
        target = self.path(to)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target, symlinks=True) if source.is_dir() else shutil.copy(source, target)
        run("chroot", self.folder, "chown", "-R", f"{owner}:{owner}", to)


def clone(to: Path) -> Path:
    """What is committed, as somebody else would get it."""
    shutil.rmtree(to, ignore_errors=True)
    run("git", "clone", "--quiet", "--no-local", "--depth", "1", f"file://{ROOT}", to)
    return to


def wheel(sources: Path, out: Path) -> Path:
    """The wheel, built of a clean clone by way of the sdist."""
    shutil.rmtree(out, ignore_errors=True)
    run(UV, "build", "--quiet", "--out-dir", out, cwd=sources)
    (found,) = out.glob("*.whl")
    if found.stat().st_size >= MOST_WHEEL:
        sys.exit(f"{found.name} has {found.stat().st_size:,} bytes, more than {MOST_WHEEL:,}")
    return found


def by_readme(system: System, sources: Path) -> bytes:
    """`python3 run.py example` in a clean clone; then the same ledger without a network."""
    system.empty_home()
    system.give(sources, f"/home/{USER}/sayso")
    told = system.inside("python3 run.py example", at=f"/home/{USER}/sayso")
    for wanted in ("ON WHOSE SAY-SO", "Open out/report.html in a browser."):
        if wanted not in told:
            sys.exit(f"the example does not say {wanted!r}:\n{told[-1000:]}")
    system.inside(f".venv/bin/sayso {EXAMPLE.format(out='again.json')}", at=f"/home/{USER}/sayso", network=False)
    first, again = (
        system.path(f"/home/{USER}/sayso/{name}").read_bytes() for name in ("out/ledger.json", "again.json")
    )
    if first != again:
        sys.exit(f"{system.suite}: without a network the ledger is another one")
    return again


def by_wheel(system: System, sources: Path, built: Path) -> bytes:
    """The wheel in an environment of its own, in a folder that has nothing but the example; no network after that."""
    system.empty_home()
    system.give(built, f"/home/{USER}/{built.name}")
    system.give(sources / "examples", f"/home/{USER}/examples")
    system.inside(f"python3 -m venv own && own/bin/pip install --quiet --only-binary :all: ./{built.name}")
    for command in ("doctor", "--help", "figures examples/article.txt", EXAMPLE.format(out="ledger.json")):
        system.inside(f"own/bin/sayso {command}", network=False)
    return system.path(f"/home/{USER}/ledger.json").read_bytes()


def by_container(system: System, sources: Path) -> bytes:
    """The steps of the Containerfile in the system, and the example by its command and its user."""
    context = read_steps((sources / "Containerfile").read_text(encoding="utf-8"))
    for path in ("/source", "/opt/sayso", "/tools", "/desk", "/work"):
        shutil.rmtree(system.path(path), ignore_errors=True)
    made = f"id {context.user} >/dev/null 2>&1 && userdel --remove {context.user} 2>/dev/null || true"
    system.inside(made, user="root", at="/")
    for step in context.steps:
        if step.word == "RUN":
            system.inside(step.rest, user="root", at=step.folder or "/", **step.env)
        elif step.word == "COPY" and "--from=" not in step.rest:
            *names, to = step.rest.split()
            for name in names:
                into = f"{step.folder}/{name}" if to == "./" else f"{step.folder}/{to}"
                system.give(sources / name, into, owner="root")
    system.give(sources / "examples", "/work/examples", owner=context.user)
    command = f"sayso {EXAMPLE.format(out='ledger.json')} && sayso doctor && test ! -w /opt/sayso && test -w /desk"
    system.inside(command, user=context.user, at=context.folder, network=False, **context.env)
    return system.path("/work/ledger.json").read_bytes()


def by_python(python: str, folder: Path, sources: Path, built: Path) -> bytes:
    """The wheel in an environment of a Python of this machine, without a network after that."""
    where = folder / ("own-" + hashlib.sha256(python.encode()).hexdigest()[:8])
    shutil.rmtree(where, ignore_errors=True)
    run(python, "-m", "venv", where)
    run(where / "bin/pip", "install", "--quiet", "--only-binary", ":all:", built)
    command = [where / "bin/sayso", *EXAMPLE.format(out=where / "ledger.json").split()]
    run("unshare", "--net", *command, cwd=sources)
    return (where / "ledger.json").read_bytes()


#: Each way of installing, by its name.
WAYS = {
    "readme": lambda system, sources, _built: by_readme(system, sources),
    "wheel": by_wheel,
    "container": lambda system, sources, _built: by_container(system, sources),
}


def main() -> None:
    """Do what is asked for, and print a line for each way."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--suites", nargs="*", default=["bookworm", "trixie"], help="Debian's suites")
    parser.add_argument("--pythons", nargs="*", default=[], help="Pythons of this machine")
    parser.add_argument(
        "--ways", nargs="+", choices=tuple(WAYS), default=["readme", "wheel"], help="how it is installed"
    )
    parser.add_argument("--wheel", type=Path, help="a wheel of these sources that is built already")
    parser.add_argument("--folder", type=Path, default=ROOT / "out" / "bare", help="where the systems are kept")
    options = parser.parse_args()
    folder: Path = options.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    sources = clone(folder / "clone")
    built = options.wheel or wheel(sources, folder / "dist")
    print(f"{built.name}: {built.stat().st_size:,} bytes", flush=True)
    ledgers: dict[str, bytes] = {}
    for suite in options.suites:
        system = System(suite, folder / suite)
        system.make()
        version = system.inside("python3 -V").strip()
        for way in options.ways:
            tell(ledgers, f"{suite}, {version}, {way}", WAYS[way](system, sources, built))
    for python in options.pythons:
        tell(ledgers, f"{run(python, '-V').strip()}, wheel", by_python(python, folder, sources, built))
    if len(set(ledgers.values())) > 1:
        sys.exit("the ledgers are not the same")


def tell(ledgers: dict[str, bytes], way: str, ledger: bytes) -> None:
    """Keep a ledger, and print what it is."""
    ledgers[way] = ledger
    print(f"{way}: ledger of {len(ledger):,} bytes, sha256 {hashlib.sha256(ledger).hexdigest()[:16]}", flush=True)


if __name__ == "__main__":
    main()
