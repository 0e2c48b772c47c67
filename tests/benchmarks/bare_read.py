"""Read a batch with the bare library and nothing more, by its suffix: what an import is compared with."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path


def read_workbook(path: Path) -> object:
    """Return every sheet as lists."""
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_path(path) as book:
        return [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]


def read_separated(path: Path) -> object:
    """Return the rows as lists."""
    with path.open(encoding="cp1252", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def read_json(path: Path) -> object:
    """Return the whole document."""
    return json.loads(path.read_text(encoding="utf-8"))


READERS: Mapping[str, Callable[[Path], object]] = {".xlsx": read_workbook, ".csv": read_separated, ".json": read_json}


if __name__ == "__main__":
    batch = Path(sys.argv[1])
    READERS[batch.suffix](batch)
