"""The only room that opens a socket: a URL that a person gave, a model server that a person configured."""

from .addresses import is_own, is_public
from .chat import ChatAnswer, ChatServer, chat_server, send_chat
from .fetch import Fetched, Limits, fetch

__all__ = [
    "ChatAnswer",
    "ChatServer",
    "Fetched",
    "Limits",
    "chat_server",
    "fetch",
    "is_own",
    "is_public",
    "send_chat",
]
