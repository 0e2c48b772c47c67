"""Where this user's settings and own cases belong; `REVIEWER_HOME` moves all of it."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import PlatformDirs

_DIRS = PlatformDirs("reviewer", appauthor=False, roaming=False)


def settings_folder() -> Path:
    """Return the folder of the settings; it need not exist yet."""
    return _moved() or Path(_DIRS.user_config_dir)


def data_folder() -> Path:
    """Return the folder where cases are put unless somebody says another; it need not exist yet."""
    return _moved() or Path(_DIRS.user_data_dir)


def _moved() -> Path | None:
    moved = os.environ.get("REVIEWER_HOME", "")
    return Path(moved).expanduser() if moved else None
