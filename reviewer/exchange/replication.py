"""Does something replicate the folder that a case file lies in? Then it must not be worked in there: halves of it would go round."""

from __future__ import annotations

import os
from pathlib import Path

_ENGINES = (
    ("onedrive", "OneDrive"),
    ("sharepoint", "SharePoint"),
    ("dropbox", "Dropbox"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("mobile documents", "iCloud"),
    ("icloud", "iCloud"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("box sync", "Box"),
)


def replicated_by(path: Path) -> str | None:
    """Return which engine replicates the folder that a file lies in, or None: a case file must not lie there while it is open."""
    absolute = path.expanduser().absolute()
    text = str(absolute)
    if text.startswith(("\\\\", "//")):
        return "SMB"
    for part in absolute.parent.parts:
        folded = part.casefold()
        for mark, name in _ENGINES:
            if folded == mark or folded.startswith((f"{mark} ", f"{mark}-")):
                return name
    if any((parent / ".stfolder").exists() for parent in absolute.parents):
        return "Syncthing"
    roots = [os.environ.get(name, "") for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")]
    return "OneDrive" if any(root and absolute.is_relative_to(root) for root in roots) else None
