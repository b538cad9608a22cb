"""Python imports this at its start where it is on the path: every process that a test starts is under the ban, too."""

from __future__ import annotations

import sys
from importlib import import_module

# A worker of the tests imports it by its longer name, too: it must be one module, with one error.
import_module("no_sockets").install()
sys.modules.setdefault("tests.ban.no_sockets", sys.modules["no_sockets"])
