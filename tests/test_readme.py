"""The README's own commands do what it says: the case from file to proposal is walked as it stands there."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from reviewer.casefile.file import open_case
from reviewer.cli.main import main
from reviewer.domain.events import Outcome

ROOT = Path(__file__).parents[1]


def commands(name: str) -> list[list[str]]:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(rf"<!-- {name} -->\n```sh\n(.*?)```", readme, re.DOTALL)
    assert found
    return [shlex.split(line, comments=True) for line in found.group(1).splitlines()]


def test_the_walk_in_the_readme_goes_from_the_form_to_the_proposal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "fixtures", tmp_path / "fixtures")
    monkeypatch.chdir(tmp_path)
    walk = commands("walk")
    assert len(walk) == 10
    for name, *arguments in walk:
        assert name == "reviewer"
        assert main(arguments) == 0, arguments
    assert {path.name for path in (tmp_path / "ut").iterdir()} == {"innstilling.docx", "innstilling.md", "innstilling.json"}
    file = open_case(tmp_path / "runde.sak")
    assert file.case().dossiers["2018-09"].recommendation.outcome is Outcome.NOT_RECOMMENDED
    assert file.verify().ok
    file.close()


def test_the_picture_and_the_papers_that_the_readme_points_to_are_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#]+)\)", readme)
    assert targets
    assert not [target for target in targets if "://" not in target and not (ROOT / target).is_file()]


def test_the_meeting_in_the_readme_is_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["demo", "runde.sak", "--no-open"]) == 0
    for name, *arguments in commands("meeting"):
        assert name == "reviewer"
        assert main(arguments) == 0, arguments
    assert (tmp_path / "ut" / "protokoll-2018-03-01.docx").exists()
    file = open_case(tmp_path / "runde.sak")
    assert file.case().dossiers["2018-06"].recommendation.amount == 1_000_000
    file.close()


def test_the_minutes_in_the_readme_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (paper,) = re.findall(r"```toml\n(\[meeting\].*?)```", readme, re.DOTALL)
    Path("protokoll.toml").write_text(paper, encoding="utf-8")
    assert main(["demo", "runde.sak", "--no-open"]) == 0
    assert main(["minute", "runde.sak", "protokoll.toml"]) == 1  # an interest is not decided: the demonstration's own
    recusal = '\n[[recusals]]\nseat = "stavanger"\napplication = "2018-04"\nground = "discretion"\nstanding = "takes_part"\n'
    Path("protokoll.toml").write_text(paper + recusal, encoding="utf-8")
    assert main(["minute", "runde.sak", "protokoll.toml"]) == 0


def test_every_file_that_the_map_of_the_code_names_is_there() -> None:
    text = (ROOT / "docs" / "inside.md").read_text(encoding="utf-8")
    rooms = re.split(r"^## ", text, flags=re.MULTILINE)
    named = {name for room in rooms for name in re.findall(r"`(reviewer/[\w/]*(?:\.py)?)`", room)}
    meeting = next(room for room in rooms if room.startswith("The meeting's folder"))
    named |= {f"reviewer/domain/meeting/{name}" for name in re.findall(r"`((?:paper/)?\w+\.py)`", meeting)}
    assert len(named) > 50
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
