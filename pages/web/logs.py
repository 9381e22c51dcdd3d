"""How the server's log lines look: when, how grave, what happened. Set up once, when the server starts."""

from __future__ import annotations

import logging
import os
import sys

LOG = logging.getLogger("dashboard")
#: How grave a line must be to be written: DEBUG, INFO, WARNING or ERROR.
VARIABLE, USUAL = "DASHBOARD_LOG", "INFO"
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_FORMAT = "%(asctime)s %(levelname)s %(message)s"


def begin() -> None:
    """Let the dashboard's own lines be written to the error stream, each once and in one form."""
    asked = os.environ.get(VARIABLE, USUAL).upper()
    # A console of another encoding must not stop a line with Vietnamese names.
    if hasattr(sys.stderr, "reconfigure"):
        sys.stderr.reconfigure(errors="backslashreplace")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter(_FORMAT))
    LOG.handlers[:] = [handler]
    LOG.propagate = False
    LOG.setLevel(asked if asked in LEVELS else USUAL)
    if asked not in LEVELS:
        LOG.warning("%s=%s is none of %s; %s is taken", VARIABLE, asked, ", ".join(LEVELS), USUAL)
