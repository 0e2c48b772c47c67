"""`reviewer open CASE --room`: the projector's page from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.cli.main import main
from reviewer.tui.app import ReviewerApp
from reviewer.tui.page import Page
from tests.tui.meeting.sitting import sitting_case


@pytest.mark.parametrize(("arguments", "page"), [((), Page.LIST), (("--room",), Page.ROOM)])
def test_the_command_begins_on_the_page_that_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], page: Page
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    begun: list[Page] = []
    monkeypatch.setattr(ReviewerApp, "run", lambda app: begun.append(app.page))
    assert main(["open", str(sitting_case(tmp_path)), *arguments]) == 0
    assert begun == [page]
