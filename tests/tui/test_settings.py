from __future__ import annotations

import json
from pathlib import Path

import pytest

from reviewer.tui.settings import RECENT, Settings, load_settings, save_settings, settings_path


def test_settings_come_back_as_they_were_saved(home: Path) -> None:
    settings = Settings(theme="dag", keys={"batch.sort": "t"}, recent=(Path("a.sak"), Path("b.sak")))
    save_settings(settings)
    assert settings_path() == home / "settings.json"
    assert load_settings() == settings


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"theme": 7, "keys": [1], "recent": "x", "glyphs": null}'])
def test_a_broken_file_never_stops_the_start(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    assert load_settings(path) == Settings()


def test_what_another_version_wrote_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"theme": "dag", "projector": {"size": 2}}', encoding="utf-8")
    save_settings(load_settings(path), path)
    assert json.loads(path.read_text(encoding="utf-8"))["projector"] == {"size": 2}


def test_a_case_that_is_opened_again_comes_first_and_stands_once() -> None:
    settings = Settings()
    for number in range(RECENT + 3):
        settings = settings.opened(Path(f"{number}.sak"))
    settings = settings.opened(Path("5.sak"))
    assert settings.recent[0] == Path("5.sak")
    assert len(settings.recent) == len(set(settings.recent)) == RECENT


def test_no_half_written_file_is_left(tmp_path: Path) -> None:
    save_settings(Settings(), tmp_path / "settings.json")
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]
