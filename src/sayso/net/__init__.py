"""The only room that opens a socket: a URL that a person gave."""
