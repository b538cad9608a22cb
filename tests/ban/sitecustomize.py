"""Python imports this at its start where it is on the path: every process that a test starts is under the ban, too."""

from __future__ import annotations

from importlib import import_module

import_module("no_sockets").install()
