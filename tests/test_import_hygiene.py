"""What is loaded when: a command that needs no screen loads none, and the domain needs nobody."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Collection
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

HEAVY = {"textual", "rich", "pydantic", "sqlite_utils", "docx", "xlsxwriter", "python_calamine", "platformdirs"}
STRANGERS = HEAVY | {
    "sqlite3",
    "tomli",
    "pathlib",
    "random",
    "gettext",
    "reviewer.casefile",
    "reviewer.language",
    "reviewer.tui",
    "reviewer.cli",
}


def loaded(code: str) -> set[str]:
    """Return what a fresh process has loaded after this code, that was not loaded before it."""
    program = f"import sys\nbefore = set(sys.modules)\n{code}\nprint(*(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    return set(done.stdout.split())


def test_the_command_line_itself_loads_nothing_heavy() -> None:
    assert loaded("import reviewer.cli.main") & HEAVY == set()


def test_help_and_npv_load_nothing_heavy() -> None:
    code = (
        "import contextlib, io, reviewer.cli.main as m\n"
        "with contextlib.redirect_stdout(io.StringIO()): m.main(['npv', '--rate', '4%', '--flows=1,2'])"
    )
    assert loaded(code) & (HEAVY - {"pydantic"}) == set()


@pytest.mark.parametrize("command", ["reading", "intake", "council", "committees", "export"])
def test_a_command_of_the_command_line_loads_no_screen(command: str) -> None:
    assert loaded(f"import reviewer.cli.commands.{command}") & {"textual", "reviewer.tui", "docx", "xlsxwriter"} == set()


@pytest.mark.parametrize("module", ["reviewer.documents.typeset", "reviewer.cli.finishing"])
def test_typst_begins_before_anything_else_is_loaded(module: str) -> None:
    assert loaded(f"import {module}") & {"typing", "dataclasses", "json", "pathlib", "subprocess", "reviewer.domain.said", *HEAVY} == set()


def test_how_the_exchange_stands_is_told_without_what_reads_packets() -> None:
    assert loaded("import reviewer.exchange_state, reviewer.tui.actions.exchanging") & {"pydantic", "reviewer.exchange.packet"} == set()


def test_the_app_shows_and_exports_a_paper_without_what_composes_it() -> None:
    screens = "import reviewer.tui.screens.proposal, reviewer.tui.screens.exported, reviewer.ordered, reviewer.documents.press"
    assert loaded(screens) & {"reviewer.domain.proposal.composing", "reviewer.drafting", "typst"} == set()


def test_the_domain_loads_nobody() -> None:
    code = (
        "import importlib, pkgutil, reviewer.domain as d\n"
        "for m in pkgutil.walk_packages(d.__path__, 'reviewer.domain.'): importlib.import_module(m.name)"
    )
    ours = loaded(code)
    assert ours & (STRANGERS - {"pathlib", "random"}) == set()
    assert "reviewer.domain.assessment" in ours


def test_every_dataclass_is_one_whose_methods_are_made_when_they_are_needed() -> None:
    root = Path(__file__).resolve().parents[1] / "reviewer"
    own = re.compile(r"^from dataclasses import .*\bdataclass\b", re.MULTILINE)
    standard = [path.name for path in root.glob("**/*.py") if own.search(path.read_text(encoding="utf-8"))]
    assert standard == []


def test_no_module_needs_itself_by_a_way_round_not_even_for_its_types() -> None:
    root = Path(__file__).resolve().parents[1]
    paths = {".".join(path.relative_to(root).with_suffix("").parts): path for path in root.glob("reviewer/**/*.py")}
    modules = {name.removesuffix(".__init__"): path for name, path in paths.items()}
    assert list(TopologicalSorter({name: imported(path, modules.keys()) for name, path in modules.items()}).static_order())


def imported(path: Path, modules: Collection[str]) -> set[str]:
    """Return those of the modules that a file imports anywhere, within functions and for types too."""
    found = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ImportFrom)]
    named = {(f"{node.module}.{alias.name}", node.module or "") for node in found for alias in node.names}
    return {name if name in modules else parent for name, parent in named if parent in modules}
