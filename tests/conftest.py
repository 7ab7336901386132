"""For all tests: nothing is timed. A machine may be busy; speed is measured in bench/."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
