"""Which language a case speaks, read without opening the case: before any answer can be given there must be one to give it in."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path


def committee_language(path: Path) -> str | None:
    """Return the language of the committee that the case has now; None where the file is no case that can be read."""
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    except sqlite3.Error:
        return None
    try:
        query = "SELECT bytes FROM events WHERE kind IN ('case_opened', 'committee_changed') ORDER BY position DESC LIMIT 1"
        row = connection.execute(query).fetchone()
        return str(json.loads(row[0])["body"]["committee"]["language"]) if row else None
    except (sqlite3.Error, ValueError, KeyError, TypeError):
        return None
    finally:
        connection.close()
