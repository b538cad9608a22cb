"""A reader that is killed in the middle of a message, as by the system when memory is short."""

from __future__ import annotations

import os
import struct
from multiprocessing.connection import Connection
from typing import Any


def dies_in_a_message(_: Any, out: Connection) -> None:
    """Promise a thousand bytes, and send three."""
    os.write(out.fileno(), struct.pack("!i", 1000) + b"abc")
    os._exit(9)
