"""Releases changed by a script, with their truth changed alike: what the pipeline learned by heart shows here."""
