"""Golden files: every field of every reading and finding of our own documents, and digests of others' releases.

    .venv/bin/python -m tests.goldens [NAME ...]            what differs; NAME: a part of a document's name
    .venv/bin/python -m tests.goldens --force [NAME ...]    the same, and what is now becomes golden

A sample or a sheet in its first style is kept whole (`samples/`, `sheets/`); a sheet in another style and a release of somebody else as
one digest a field (`digests.tsv`, `releases.tsv`), so that a difference names its fields. Whole copies of these are kept in .goldens/,
which git ignores, and give the lines that differ.
"""
