"""From a claim to passages, aligned figures and wording, and the finding that follows."""
