"""The tests of documents use the command line's illustrative case."""

from __future__ import annotations

from tests.cli.conftest import demo, reviewer

__all__ = ["demo", "reviewer"]
