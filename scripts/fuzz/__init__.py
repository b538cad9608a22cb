"""Fuzzing: what tries to break the readers, the grammars, what loads files, the stores and the workbench."""
