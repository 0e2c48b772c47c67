"""What the app remembers from one start to the next: theme, keys, recent cases.

A JSON file, written whole and put in place at once. A broken one never stops the start, and keys that this version does not
know are kept for the version that does.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import Any

from reviewer.domain.slotted import dataclass
from reviewer.home import settings_folder

RECENT = 9
"""How many cases the start page remembers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """This user's choices; `keys` moves a command's id to other keys, `recent` has the newest first, `seats` the seat by the case."""

    theme: str = "natt"
    glyphs: str = "unicode"
    keys: Mapping[str, str] = field(default_factory=dict)
    recent: tuple[Path, ...] = ()
    seats: Mapping[str, str] = field(default_factory=dict)
    unknown: Mapping[str, Any] = field(default_factory=dict)

    def spoken_for(self, case: Path, seat: str) -> Settings:
        """Return the settings with this seat as the one that was spoken for in the case; cases that are forgotten lose theirs."""
        known = {str(path) for path in self.recent}
        kept = {path: holder for path, holder in self.seats.items() if path in known}
        return replace(self, seats={**kept, str(case): seat})

    def opened(self, case: Path) -> Settings:
        """Return the settings with this case as the most recent one."""
        others = tuple(path for path in self.recent if path != case)
        return replace(self, recent=(case, *others)[:RECENT])


def settings_path() -> Path:
    """Return where the settings are kept."""
    return settings_folder() / "settings.json"


def load_settings(path: Path | None = None) -> Settings:
    """Return the settings; whatever cannot be read has its default."""
    try:
        found = json.loads((path or settings_path()).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    return _settings(found) if isinstance(found, dict) else Settings()


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Write the settings; a folder that cannot be written in is no reason to stop."""
    target = path or settings_path()
    stored = {
        **settings.unknown,
        "theme": settings.theme,
        "glyphs": settings.glyphs,
        "keys": dict(settings.keys),
        "seats": dict(settings.seats),
        "recent": [str(case) for case in settings.recent],
    }
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    with contextlib.suppress(OSError):
        target.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(stored, ensure_ascii=False, indent=2), encoding="utf-8")
        part.replace(target)


def _settings(found: dict[str, Any]) -> Settings:
    keys, seats = found.pop("keys", {}), found.pop("seats", {})
    recent = found.pop("recent", [])
    theme = found.pop("theme", "")
    glyphs = found.pop("glyphs", "")
    return Settings(
        theme=theme if isinstance(theme, str) and theme else Settings().theme,
        glyphs=glyphs if isinstance(glyphs, str) and glyphs else Settings().glyphs,
        keys=_texts(keys),
        seats=_texts(seats),
        recent=tuple(Path(case) for case in recent if isinstance(case, str) and case) if isinstance(recent, list) else (),
        unknown=found,
    )


def _texts(found: object) -> dict[str, str]:
    return {key: value for key, value in found.items() if isinstance(value, str)} if isinstance(found, dict) else {}
