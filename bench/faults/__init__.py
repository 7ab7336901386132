"""Single slips put into the source of a release before it is read, and what becomes of them: see `python -m bench seeded_faults`."""
