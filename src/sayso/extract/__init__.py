"""From a Document to entries: one stage a module, and none imports another."""
