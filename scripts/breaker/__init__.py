"""Faults made on purpose: at each call by which a writer of Sayso changes files, and in each byte that it keeps."""
