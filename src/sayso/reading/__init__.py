"""From bytes to a Document: what formats hold is known here and nowhere else."""
