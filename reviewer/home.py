"""Where this user's settings and own cases belong; `REVIEWER_HOME` moves all of it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from platformdirs.api import PlatformDirsABC


def settings_folder() -> Path:
    """Return the folder of the settings; it need not exist yet."""
    return _moved() or Path(_folders().user_config_dir)


def data_folder() -> Path:
    """Return the folder where cases are put unless somebody says another; it need not exist yet."""
    return _moved() or Path(_folders().user_data_dir)


def identity_card() -> Path:
    """Return where what is public of this laptop's identity is kept; the file need not exist."""
    return settings_folder() / "identity.card"


def identity_keys() -> Path:
    """Return where this laptop's secret keys are kept, readable by this user only; the file need not exist."""
    return settings_folder() / "identity.key"


def _folders() -> PlatformDirsABC:
    from platformdirs import PlatformDirs

    return PlatformDirs("reviewer", appauthor=False, roaming=False)


def demo_path() -> Path:
    """Return where the illustrative case is made unless somebody says another place."""
    return data_folder() / "illustrativ.sak"


def _moved() -> Path | None:
    moved = os.environ.get("REVIEWER_HOME", "")
    return Path(moved).expanduser() if moved else None
