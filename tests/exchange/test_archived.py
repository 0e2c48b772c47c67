"""The archive of a case whose hash is not of its events alone: drafts stayed on their laptop, and something does not count."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from reviewer.cli.main import main
from reviewer.documents.archive import manifest_bytes
from reviewer.domain.events import Interest, InterestDeclared
from reviewer.domain.interventions import RatingExcluded
from reviewer.packing import hand_in
from tests.casefile.conftest import NOON
from tests.exchange.laptops import Laptop, member, office, rated

DAY = timedelta(days=1)
CHAIR, OUT = "oslo", "2026-1"


def contested(folder: Path) -> Laptop:
    """Return the secretariat's laptop with a draft that it knows by its seal alone, and an event of a chair that was recused since."""
    secretariat = office(folder)
    bergen = member(folder, "bergen", secretariat)
    for score in (1, 3):
        bergen.act(rated(OUT, "bergen", score, 4), NOON)
    hand_in(bergen.file, "bergen", NOON)
    secretariat.take(bergen.pack(NOON), at=NOON)
    chair = member(folder, CHAIR, secretariat)
    chair.act([RatingExcluded(application=OUT, rater="bergen", reason="x")], NOON + DAY)
    recused = InterestDeclared(application=OUT, declarer=CHAIR, interest=Interest.RECUSED)
    secretariat.act([recused], NOON + DAY)
    secretariat.take(chair.pack(NOON + 2 * DAY), at=NOON + 2 * DAY)
    return secretariat


def test_it_verifies_whole_and_a_draft_that_is_left_out_of_its_manifest_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REVIEWER_LANG", "nb")
    laptop, folder = contested(tmp_path), tmp_path / "arkiv"
    sealed, barred = laptop.file.beside_events()
    assert (len(sealed), len(barred)) == (2, 1)
    assert main(["archive", str(laptop.path), "--to", str(folder)]) == 0
    assert main(["verify", str(folder)]) == 0
    said = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert said["case_hash"] == laptop.file.hash()
    files = [(one["path"], (folder / one["path"]).read_bytes()) for one in said["files"]]
    for changed in ({"and": list(sealed[1:])}, {"without": []}):
        head = {name: value for name, value in said.items() if name not in {"files", "manifest_sha256"}}
        head["case_hash_of"] = said["case_hash_of"] | changed
        (folder / "manifest.json").write_bytes(manifest_bytes(head, files))
        assert main(["verify", str(folder)]) == 3
        assert "har ikke hendelsene til saken" in capsys.readouterr().out
