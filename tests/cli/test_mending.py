"""A laptop restored from an old copy, by command: what was handed in before and after it comes to count again."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from reviewer.casefile.file import open_case
from tests.cli.conftest import Call
from tests.cli.test_deputies import deputy  # noqa: F401 - a fixture
from tests.cli.test_exchange import Laptops, On, case, laptops, packed  # noqa: F401 - fixtures

ID = "2018-06"


def rates(run: On, path: Path, score: int, folder: Path) -> Path:
    """Rate and hand in on a copy; return the packet."""
    sheet, packet = folder / f"{path.stem}.csv", folder / f"{path.stem}-{score}.sakspakke"
    sheet.write_text(f"application;criterion;score\n{ID};nytte;{score}\n", encoding="utf-8")
    assert run("rate", path, sheet, "--as", "bergen").status == 0
    assert run("hand-in", path, ID, "--as", "bergen").status == 0
    assert run("pack", path, "-o", packet, "--as", "bergen").status == 0
    return packet


def given(path: Path) -> int | None:
    """Return what counts as Bergen's rating in this case."""
    file = open_case(path)
    try:
        one = file.case().dossiers[ID].ratings.get(("bergen", "nytte"))
        return one.score if one else None
    finally:
        file.close()


def new_key(laptops: Laptops, run: On, folder: Path, name: str) -> None:  # noqa: F811
    assert run("identity", "new", "--again", "--file", "-o", folder / f"{name}.kort").status == 0
    words = " ".join(run("identity", "--json").data["words"])
    assert laptops.office("identity", "enrol", laptops.case, "bergen", folder / f"{name}.kort", "--words", words).status == 0


def told(laptops: Laptops) -> list[Any]:  # noqa: F811
    found = laptops.office("verify", laptops.case, "--json").data
    assert found["ok"], found
    return list(found["remarks"])


class Forked:
    """Kari's copy and its restored predecessor, both written in; the secretariat has both packets."""

    def __init__(self, laptops: Laptops, run: On, folder: Path, name: str) -> None:  # noqa: F811
        self.laptops, self.run, self.folder = laptops, run, folder
        self.copy, self.restored, self.fresh = folder / f"{name}.sak", folder / f"{name}-rest.sak", folder / f"{name}-ny.sak"
        self.old = run("identity", "--json").data["key"]
        assert run("merge", self.copy, packed(laptops, folder / f"{name}-ut")).status == 0
        shutil.copy(self.copy, self.restored)
        self.packets = (rates(run, self.copy, 4, folder), rates(run, self.restored, 2, folder))
        merged = laptops.office("merge", laptops.case, *self.packets)
        assert "to ulike hendelser" in merged.out
        new_key(laptops, run, folder, f"{name}-2")
        closed = laptops.office("identity", "close", laptops.case, "bergen", "--key", self.old, "--reason", "Gammel kopi")
        assert (closed.status, "teller ikke" in closed.err, "gjelder fortsatt" in closed.err) == (0, True, False)

    def path(self, where: str) -> Path:
        return {"own": self.copy, "restored": self.restored, "fresh": self.fresh}[where]


@pytest.mark.parametrize("where", ["own", "restored", "fresh"])
def test_what_was_handed_in_and_received_counts_again_whichever_copy_it_is_said_on(
    laptops: Laptops,  # noqa: F811
    tmp_path: Path,
    where: str,
) -> None:
    forked = Forked(laptops, laptops.bergen, tmp_path, "kari")
    assert given(laptops.case) == 3  # what stood there before: neither version counts
    (remark,) = told(laptops)
    assert remark.startswith("4 hendelser fra bergen ligger i saken uten å telle")
    assert laptops.office("status", laptops.case, "--json").data["uncounted"] == {"bergen": 4}
    for command in ("rank", "fund", "ratings", "status"):
        answer = laptops.office(command, laptops.case)
        assert remark in answer.err + answer.out
    path = forked.path(where)
    assert laptops.bergen("merge", path, packed(laptops, tmp_path / "til-kari")).status == 0
    said = laptops.bergen("identity", "mend", path)
    assert (said.status, "2 hendelser ble gjentatt" in said.err) == (0, True)
    assert "0 hendelser ble gjentatt" in laptops.bergen("identity", "mend", path).err
    assert laptops.bergen("pack", path, "-o", tmp_path / "inn").status == 0
    assert laptops.office("merge", laptops.case, tmp_path / "inn").status == 0
    assert given(laptops.case) == 2
    assert told(laptops) == []
    assert laptops.office("status", laptops.case, "--json").data["uncounted"] == {}
    assert laptops.bergen("verify", path, "--json").data["ok"]


def test_it_is_said_again_before_the_secretariats_packet_has_come(laptops: Laptops, tmp_path: Path) -> None:  # noqa: F811
    forked = Forked(laptops, laptops.bergen, tmp_path, "kari")
    for path in (forked.copy, forked.restored):
        assert "2 hendelser ble gjentatt" in laptops.bergen("identity", "mend", path).err
    assert laptops.bergen("pack", forked.restored, "-o", tmp_path / "inn").status == 0
    assert laptops.office("merge", laptops.case, tmp_path / "inn").status == 0
    assert given(laptops.case) == 2
    assert told(laptops) == []


def test_drafts_and_what_was_signed_after_the_close_are_said_again_and_drafts_stay_drafts(laptops: Laptops, tmp_path: Path) -> None:  # noqa: F811
    old = laptops.bergen("identity", "--json").data["key"]
    laptops.bergen("merge", laptops.copy, packed(laptops, tmp_path / "ut"))
    assert laptops.office("identity", "close", laptops.case, "bergen", "--key", old, "--reason", "Mistet").status == 0
    late = rates(laptops.bergen, laptops.copy, 4, tmp_path)
    (tmp_path / "d.csv").write_text(f"application;criterion;score\n{ID};nytte;1\n", encoding="utf-8")
    assert laptops.bergen("rate", laptops.copy, tmp_path / "d.csv").status == 0
    assert "stengt" in laptops.office("merge", laptops.case, late).out
    new_key(laptops, laptops.bergen, tmp_path, "ny")
    assert laptops.bergen("merge", laptops.copy, packed(laptops, tmp_path / "ut2")).status == 0
    assert laptops.office("phase", laptops.case, "opened").status == 0
    said = laptops.bergen("identity", "mend", laptops.copy)
    assert ("3 hendelser ble gjentatt" in said.err, f"Ikke levert inn: {ID}" in said.err) == (True, True)
    assert laptops.bergen("pack", laptops.copy, "-o", tmp_path / "inn").status == 0
    assert laptops.office("merge", laptops.case, tmp_path / "inn").status == 0
    assert (given(laptops.case), given(laptops.copy)) == (4, 1)


def test_with_a_deputy_the_rating_comes_back_and_the_deputys_own_stays_beside_it(
    laptops: Laptops,  # noqa: F811
    deputy: On,  # noqa: F811
    tmp_path: Path,
) -> None:
    forked = Forked(laptops, deputy, tmp_path, "ola")
    mine = tmp_path / "kari.sak"
    assert laptops.bergen("merge", mine, packed(laptops, tmp_path / "til-kari")).status == 0
    kari = rates(laptops.bergen, mine, 5, tmp_path)
    assert "0 hendelser ble gjentatt" in laptops.bergen("identity", "mend", mine).err  # the deputy is there to say it
    assert laptops.office("merge", laptops.case, kari).status == 0
    assert told(laptops) != []
    assert deputy("merge", forked.copy, packed(laptops, tmp_path / "til-ola")).status == 0
    assert "2 hendelser ble gjentatt" in deputy("identity", "mend", forked.copy).err
    assert deputy("pack", forked.copy, "-o", tmp_path / "inn").status == 0
    assert laptops.office("merge", laptops.case, tmp_path / "inn").status == 0
    assert told(laptops) == []
    assert laptops.office("phase", laptops.case, "opened").status == 0
    (found,) = [one for one in laptops.office("conflicts", laptops.case, "--json").data["conflicts"] if one["application"] == ID]
    assert {(value["signed_by"], value["body"]["score"]) for value in found["values"]} == {("Kari", 5), ("Ola Vara", 2)}


def test_a_new_key_keeps_the_name_of_the_former(reviewer: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVIEWER_HOME", str(tmp_path))
    reviewer("identity", "new", "--file", "--name", "Kari Nordmann")
    assert reviewer("identity", "new", "--file", "--again", "--json").data["name"] == "Kari Nordmann"
