# temporary: stands in for a stage that is being written
# mypy: ignore-errors
try:
    from checks.verdicts import prove
except ImportError:

    def prove(release_id, about, tables, readings, alignments, facts):
        return (), readings, facts, []
