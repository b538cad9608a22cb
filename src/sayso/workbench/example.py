"""The example that comes with Sayso: an article and its source documents, all made up."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

from sayso.model import UsageError

#: What the example is called on a desk.
EXAMPLE: Final = "example/article.txt"
#: The cookie that says that its tour was put away.
TOUR: Final = "sayso-tour"


def copied(folder: Path) -> tuple[str, str]:
    """Copy the example into a folder; gives the paths of its article and of its source documents' folder.

    Raises UsageError "missing" where this installation has none.
    """
    with as_file(files("sayso.workbench").joinpath("example")) as packed:
        checkout = Path(__file__).parents[3] / "examples"
        found = next((one for one in (packed, checkout) if (one / "article.txt").is_file()), None)
        if found is None:
            hint = "install Sayso anew, or read an article of your own"
            raise UsageError("missing", "the example is not installed", hint)
        shutil.copyfile(found / "article.txt", folder / "article.txt")
        shutil.copytree(found / "sources", folder / "sources")
    return str(folder / "article.txt"), str(folder / "sources")
