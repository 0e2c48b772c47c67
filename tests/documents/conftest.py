"""The tests of documents use the command line's illustrative case."""

from __future__ import annotations

from tests.cli.conftest import case, demo, reviewer

__all__ = ["case", "demo", "reviewer"]
