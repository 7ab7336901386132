"""The review page: what was read, what it was paired with, what does not fit, and where each number stands."""
