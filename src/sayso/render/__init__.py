"""Pure functions from a ledger to text: report, JSON, CSV, terminal."""
