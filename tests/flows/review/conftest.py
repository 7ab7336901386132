"""The browser tests run only where they are asked for: `make test-browser`."""

import os

collect_ignore = [] if os.environ.get("TAIYAKU_BROWSER") else ["test_browser.py"]
