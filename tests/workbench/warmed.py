"""Imported by the process that readings are forked from: what each would load is there already."""

from tests.cli.warm import warm

warm()
