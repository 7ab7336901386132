"""A small extract of JMdict, kept apart because its licence is not the project's own: see LICENCE.md."""
