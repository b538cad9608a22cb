"""Documents and their entries, kept in SQLite: the truth, hashed record by record."""
