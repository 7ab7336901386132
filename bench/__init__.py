"""Benchmarks. Each module of this folder answers one question with a `run()` that gives a table in markdown."""
