"""From bytes to a Document: what formats hold is known here and nowhere else.

A plain text is read in this process, a foreign format in a child process with a limit of time and memory. Libraries
are imported by the reader that needs them.
"""

from .ahead import load_ahead, read_ahead
from .folders import find_files
from .pictures import PassagePlace
from .sentences import split_sentences
from .sources import Reading, draw_kept, draw_passages, read_any, read_bytes, read_path, read_text, read_url

__all__ = [
    "PassagePlace",
    "Reading",
    "draw_kept",
    "draw_passages",
    "find_files",
    "load_ahead",
    "read_ahead",
    "read_any",
    "read_bytes",
    "read_path",
    "read_text",
    "read_url",
    "split_sentences",
]
