"""Pure comparison: two figures, two wordings, two say-sos, how they relate and why."""
