from __future__ import annotations

import importlib
import pkgutil
from collections import Counter

import pytest

import reviewer.tui.screens
from reviewer.language.speech import Speech
from reviewer.tui.app import ReviewerApp
from reviewer.tui.commands import FOOTER_LIMIT, Command, Commanding, shown_key
from reviewer.tui.settings import Settings
from reviewer.tui.widgets.lines import Lines

SCREENS = [module.name for module in pkgutil.walk_packages(reviewer.tui.screens.__path__, "reviewer.tui.screens.")]


def _owners() -> list[type[Commanding]]:
    found: list[type[Commanding]] = [ReviewerApp, Lines]
    for name in SCREENS:
        module = importlib.import_module(name)
        found += [
            kind
            for kind in vars(module).values()
            if isinstance(kind, type) and issubclass(kind, Commanding) and kind.__module__ == module.__name__ and kind.__dict__.get("KEYS")
        ]
    return found


OWNERS = _owners()


@pytest.mark.parametrize("owner", OWNERS, ids=lambda owner: owner.__name__)
def test_the_footer_is_never_longer_than_six(owner: type[Commanding]) -> None:
    beside_help = [command for command in owner.KEYS if command.footer and command.id != "app.help"]
    assert len(beside_help) <= FOOTER_LIMIT - 1


@pytest.mark.parametrize("owner", OWNERS, ids=lambda owner: owner.__name__)
def test_no_key_means_two_things_in_one_place(owner: type[Commanding]) -> None:
    keys = Counter(key for command in owner.KEYS for key in command.keys)
    assert [key for key, times in keys.items() if times > 1] == []


def test_every_command_has_a_name_of_its_own_by_which_its_keys_are_moved() -> None:
    names = Counter(command.id for owner in OWNERS for command in owner.KEYS)
    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize("owner", OWNERS, ids=lambda owner: owner.__name__)
def test_what_a_command_does_is_there(owner: type[Commanding]) -> None:
    missing = [command.action for command in owner.KEYS if not hasattr(owner, f"action_{command.action.split('(')[0]}")]
    assert missing == []


def test_no_letter_of_the_list_means_something_else_in_the_table() -> None:
    from reviewer.tui.screens.batch import BatchScreen

    table = {key for command in Lines.KEYS for key in command.keys} - {"enter"}
    assert not table & {key for command in BatchScreen.KEYS for key in command.keys}


@pytest.mark.parametrize(("key", "shown"), [("enter", "Enter"), ("ctrl+p", "Ctrl+P"), ("slash", "/"), ("f1", "F1"), ("s", "s"), ("G", "G")])
def test_keys_are_written_as_people_write_them(key: str, shown: str) -> None:
    assert shown_key(key, Speech("nb").text) == shown


@pytest.mark.parametrize(("language", "shown"), [("nb", "Mellomrom"), ("nn", "Mellomrom"), ("en", "Space")])
def test_the_space_key_is_named_in_the_apps_language(language: str, shown: str) -> None:
    assert shown_key("space", Speech(language).text) == shown


def test_no_key_is_shown_by_textuals_name() -> None:
    keys = {key for owner in OWNERS for command in owner.KEYS for key in command.keys}
    odd = {key: shown_key(key, Speech("nb").text) for key in keys}
    assert {key for key, shown in odd.items() if "_" in shown or (shown.islower() and len(shown) > 1)} == set()


def test_moved_keys_are_shown_where_the_key_is_shown() -> None:
    command = next(command for command in ReviewerApp.KEYS if command.id == "app.theme")
    assert isinstance(command, Command)
    assert command.shown_key({}, str) == "F2"
    assert command.shown_key({"app.theme": "ctrl+t"}, str) == "Ctrl+T"


async def test_a_keymap_can_take_away_neither_help_nor_the_way_out() -> None:
    app = ReviewerApp(
        settings=Settings(keys={"app.quit": "x", "app.help": "y", "start.open": "ctrl+q", "start.new": "f1", "start.demo": "t"})
    )
    async with app.run_test() as pilot:
        await pilot.press("f1")
        assert type(app.screen).__name__ == "HelpScreen"
        await pilot.press("ctrl+q")
    assert app.return_code == 0
    assert dict(app.settings.keys) == {"start.demo": "t"}
