"""What an independent look at the data set says, each figure against the worst that it may be.

    .venv/bin/python -m tests.acceptance [--raise] [FIGURE ...]    or: make acceptance

The scripts, their truth and the releases they are for stand in folders of their own: TAIYAKU_ACCEPTANCE and TAIYAKU_RELEASES name them
(without the former: `acceptance` beside the latter). floors.toml holds the figures; a better one asks for --raise, which writes it there.
"""
