"""Paths as people write and paste them, on Windows, macOS and Linux."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.tui.typed.written_path import begun_anew, free_path, is_file, is_whole, path_in, plain_path

NAMES = st.text("abcæøåÆØÅ 1._-", min_size=1).filter(lambda name: name == name.strip())
PATHS = st.lists(NAMES, min_size=1, max_size=4).map("/".join)


@pytest.mark.parametrize(
    ("written", "path"),
    [
        (r'"C:\Users\kari\mine søknader.xlsx"', r"C:\Users\kari\mine søknader.xlsx"),
        ("'/home/kari/mine søknader.xlsx'", "/home/kari/mine søknader.xlsx"),
        (r"C:\x.csv" + '"', r"C:\x.csv"),
        ("  /media/x.csv ", "/media/x.csv"),
        ("Kari's.csv", "Kari's.csv"),
        ('"', ""),
    ],
)
def test_space_and_quotes_around_a_path_come_off(written: str, path: str) -> None:
    assert plain_path(written) == path


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("/home/kari//media/x.csv", "/media/x.csv"),
        ("/home/kari///tjener/felles/x.csv", "//tjener/felles/x.csv"),
        ("///tjener/felles", "//tjener/felles"),
        ("/home/kari/~/x.csv", "~/x.csv"),
        (r"C:\Users\kari\D:\x.csv", r"D:\x.csv"),
        (r"C:\Users\kari\\\tjener\x.csv", r"\\tjener\x.csv"),
        (r"C:\Users\kari" + "\\" + r'"D:\x.csv', r"D:\x.csv"),
        ("//tjener/felles/x.csv", "//tjener/felles/x.csv"),
        ("/home/kari/", "/home/kari/"),
        ("/home/kari//", "/home/kari//"),
    ],
)
def test_a_whole_path_behind_a_folder_begins_anew(written: str, path: str) -> None:
    assert begun_anew(written) == path


@given(PATHS, PATHS)
def test_whatever_folder_stands_there_the_whole_path_behind_it_holds_and_is_left_alone_then(folder: str, path: str) -> None:
    assert begun_anew(f"/{folder}//{path}") == f"/{path}"
    assert begun_anew(f"/{path}") == f"/{path}"


@pytest.mark.parametrize("path", ["/x", "~", "~/x", r"C:\x", "C:/x", "//tjener/x", r"\\tjener\x", r'"C:\x y"'])
def test_a_whole_path_is_known(path: str) -> None:
    assert is_whole(path)


@pytest.mark.parametrize("path", ["x.csv", "mappe/x.csv", "~kari.csv", "C:", "1:2"])
def test_a_name_is_no_whole_path(path: str) -> None:
    assert not is_whole(path)


def test_a_name_that_no_file_can_have_is_no_file_and_no_error() -> None:
    assert not is_file(path_in("/" + "x" * 5000))
    assert not is_file(path_in("/\0"))
    assert path_in("~ingen-som-finnes/x.csv") == Path("~ingen-som-finnes/x.csv")


def test_a_free_path_is_the_first_number_that_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "sak.sak"
    assert free_path(path) == path
    path.touch()
    assert free_path(path) == tmp_path / "sak-2.sak"
    (tmp_path / "sak-2.sak").touch()
    assert free_path(path) == tmp_path / "sak-3.sak"
