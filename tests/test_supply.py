"""What Sayso is made of: every package that people install has a licence of the allowed kinds, and no secret is committed.

`scripts/audit.py` looks longer, and asks for known weaknesses where there is a network.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any, Final

import pytest
from detect_secrets.core.scan import scan_line
from detect_secrets.settings import default_settings
from tests.scripts import script

ROOT = Path(__file__).parents[1]
LOCK: Final[dict[str, Any]] = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
#: Licences that an Apache-2.0 work may stand on without taking over their terms: in the words of packages' metadata.
_ALLOWED: Final = re.compile(
    r"MIT|Apache|BSD|ISC\b|PSF|Python Software Foundation|HPND|MPL|Mozilla Public|CNRI|Unlicense|0BSD|Zlib|CC0|BSL-1\.0|Historical Permission",
    re.IGNORECASE,
)
_FORBIDDEN: Final = re.compile(
    r"\b[AL]?GPL|GNU (Affero )?General Public|SSPL|Commons Clause|Proprietary", re.IGNORECASE
)
#: What a line must hold to be looked at as a secret: the marks of known kinds of keys, and assignments to telling names.
_TELLING: Final = re.compile(
    r"AKIA[0-9A-Z]|-----BEGIN [A-Z ]*PRIVATE|gh[pousr]_\w|github_pat_|glpat-|xox[abprs]-|sk_live_|sk-[A-Za-z0-9]{20}|AIza[\w-]{20}|npm_\w{30}|pypi-Ag"
    r"|eyJ[\w-]{10,}\.|://[^/\s:'\"{}]+:[^/\s'\"{}@]{3,}@|(?:[Pp]assword|PASSWORD|[Ss]ecret|SECRET|[Aa]pi_?[Kk]ey)\w*['\"]?\s*[:=]\s*['\"][^'\"]{8,}"
)
_WRITTEN: Final = frozenset(
    (".py", ".toml", ".js", ".ts", ".sh", ".md", ".yml", ".yaml", ".cfg", ".ini", ".env", ".pem", ".key", "")
)


def _run_time() -> set[str]:
    """The names of all locked packages that `pip install sayso`, with any of its extras, may bring."""
    packages = {each["name"]: each for each in LOCK["package"]}
    own = packages["sayso"]
    wanted = [*own["dependencies"], *(one for extra in own["optional-dependencies"].values() for one in extra)]
    found: set[str] = set()
    while wanted:
        one = wanted.pop()
        if one["name"] not in found:
            found.add(one["name"])
            package = packages[one["name"]]
            extras = package.get("optional-dependencies", {})
            wanted += package.get("dependencies", [])
            wanted += [each for extra in one.get("extra", ()) for each in extras.get(extra, [])]
    return found


def _licence(told: Any) -> str:
    """What a package says of its licence: the expression, else the field, else the classifiers."""
    classified = [each for each in told.get_all("Classifier") or () if each.startswith("License ::")]
    fields = [told.get("License-Expression") or "", (told.get("License") or "")[:200], *classified]
    return " | ".join(filter(None, fields))


def _may_be_taken(said: str) -> bool:
    """Whether a licence is of the allowed kinds; of several that one may choose between, one is enough."""
    choices = re.split(r"\bOR\b", said)
    return any(_ALLOWED.search(choice) and not _FORBIDDEN.search(choice) for choice in choices)


@pytest.mark.parametrize(
    ("said", "taken"),
    [("MIT", True), ("Apache-2.0", True), ("GPL-3.0-only", False), ("LGPL-2.1", False), ("AGPL-3.0", False), ("", False), ("MIT AND GPL-2.0", False),
     ("MPL-1.1 OR GPL-2.0-only", True), ("License :: OSI Approved :: GNU General Public License v3 (GPLv3)", False), ("Proprietary", False)],
)  # fmt: skip
def test_which_licences_may_be_taken(said: str, *, taken: bool) -> None:
    assert _may_be_taken(said) is taken


def test_every_package_that_people_install_has_an_allowed_licence() -> None:
    names, looked_at = _run_time(), []
    for name in sorted(names):
        try:
            said = _licence(metadata(name))
        except PackageNotFoundError:  # for another system or another Python
            continue
        looked_at.append(name)
        assert _may_be_taken(said), f"{name}: {said!r}"
    assert len(looked_at) > 0.8 * len(names), sorted(names - set(looked_at))


def test_what_is_locked_comes_from_the_registry_with_its_hashes() -> None:
    """No package of a path, an address or a repository, whose contents might change."""
    for package in LOCK["package"]:
        if package["name"] != "sayso":
            assert set(package["source"]) == {"registry"}, package["name"]
            files = [*package.get("wheels", ()), *([package["sdist"]] if "sdist" in package else ())]
            assert files
            assert all(file["hash"].startswith("sha256:") for file in files), package["name"]


@pytest.mark.parametrize(
    "line",
    [
        'key = "AKIA' + "IOSFODNN7EXAMPLQ" + '"',
        "-----BEGIN RSA " + "PRIVATE KEY-----",
        'password = "' + "correct horse battery" + '"',
        "https://ann:" + "hunter2hunter2" + "@db.example.org/",
        'token = "ghp_' + "a1B2" * 9 + '"',
    ],
)
def test_a_secret_would_be_found(line: str) -> None:
    assert _TELLING.search(line)
    with default_settings():
        assert list(scan_line(line))


def _told() -> Iterator[tuple[str, int, str]]:
    audit = script("audit")
    written = [name for name in audit.tracked() if Path(name).suffix in _WRITTEN and not name.startswith("data/")]
    with default_settings():
        for name in written:
            lines = (ROOT / name).read_text(encoding="utf-8", errors="replace").splitlines()
            for number, line in enumerate(lines, 1):
                for found in scan_line(line) if _TELLING.search(line) else ():
                    known = audit.KNOWN.get(found.type, ())
                    if "Entropy" not in found.type and not any(part in name for part in known):
                        yield name, number, found.type


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="what is committed is known to git alone")
def test_no_secret_is_committed() -> None:
    """As far as what people write goes, and short of long random words, which `scripts/audit.py` looks for, too."""
    assert list(_told()) == []
