"""Releases that nothing was tuned to: our own figures and sentences in the styles of many issuers, printed in several ways."""
