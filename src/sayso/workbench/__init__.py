"""The workbench: a local web application in which people review what the machine found.

app       routes and what stands around them     guard   hosts, origins, headers, sizes: what keeps strangers out
people    who is asking, and what they may do     door    how they come in
shelf     reviews and rows of the desk, kept warm orders  what a page asks for -> acts
jobs      documents read in a process of their own live   events and progress as they come
screens/  one module a screen                     templates/, static/  what they look like
"""

from .app import make_app
from .settings import Settings

__all__ = ["Settings", "make_app"]
