"""Call the command line as a script does: arguments in; status, data and words out."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from reviewer.casefile.file import open_case
from reviewer.cli.main import main
from reviewer.demonstration import demo_case

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Called:
    """What a call gave."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


Call = Callable[..., Called]


@pytest.fixture
def reviewer(capsys: pytest.CaptureFixture[str]) -> Call:
    """Run `reviewer ARGUMENTS` in this process."""

    def call(*arguments: object) -> Called:
        capsys.readouterr()
        try:
            status = main([str(one) for one in arguments])
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else 1
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err + captured.out
        return Called(int(status), captured.out, captured.err)

    return call


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The illustrative case; for reading only."""
    path = tmp_path_factory.mktemp("demo") / "demo.sak"
    demo_case(path, NOON)
    return path


@pytest.fixture
def case(demo: Path, tmp_path: Path) -> Path:
    """Return an own copy of the illustrative case, in a folder whose name is Norwegian."""
    folder = tmp_path / "Søknader på høring æøå"
    folder.mkdir()
    return Path(shutil.copy(demo, folder / "runde 1.sak"))


def hash_of(path: Path) -> str:
    """Return the case's hash: it stays while nothing is written."""
    file = open_case(path)
    try:
        return file.hash()
    finally:
        file.close()


def batch(path: Path, *applications: dict[str, Any]) -> Path:
    """Write a batch as JSON."""
    path.write_text(json.dumps({"batch": {"call": "2018-1"}, "applications": applications}, ensure_ascii=False), encoding="utf-8")
    return path


def an_application(key: str, **more: Any) -> dict[str, Any]:
    applicant = {"name": "Bergen kommune", "kind": "municipality", "number": "1201"}
    return {"id": key, "title": f"Prosjekt {key}", "applicant": applicant, "amount_applied": 1_000_000, "project_cost": 2_000_000} | more


def fits(value: Any, shape: Any, at: str = "") -> None:
    """Assert that the value has the shape: a type, several types, a dict of keys that must be there, or a list of one shape."""
    if isinstance(shape, dict):
        assert isinstance(value, dict), at
        assert shape.keys() <= value.keys(), f"{at}: {shape.keys() - value.keys()} missing"
        for key, inner in shape.items():
            fits(value[key], inner, f"{at}.{key}")
    elif isinstance(shape, list):
        assert isinstance(value, list), at
        for number, one in enumerate(value):
            fits(one, shape[0], f"{at}[{number}]")
    else:
        kinds = shape if isinstance(shape, tuple) else (shape,)
        assert type(value) in kinds, f"{at}: {value!r} is no {kinds}"


NONE = type(None)
NUMBER = (int, float)
MAYBE_NUMBER = (int, float, NONE)
MAYBE_TEXT = (str, NONE)
