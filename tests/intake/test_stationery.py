"""What a committee's file says of its papers: a field that is there, and a template without a way to anywhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.intake.committee import CommitteeError, read_committee
from reviewer.shipped import committee_path

STATED = committee_path("kommit-radet").read_text(encoding="utf-8")
FIELD = '\n[[fields]]\nid = "tema"\nname = "Innsatsområde"\nkind = "choice"\nchoices = ["helse", "skole"]\n'


def committee(folder: Path, documents: str) -> Path:
    path = folder / "rad.toml"
    path.write_text(f"{STATED}{FIELD}\n[documents]\n{documents}\n", encoding="utf-8")
    return path


def test_theme_and_template_are_read(tmp_path: Path) -> None:
    found = read_committee(committee(tmp_path, 'theme = "tema"\ntemplate = "vår mal.docx"')).committee
    assert found.theme is not None
    assert (found.theme.name, found.documents.template) == ("Innsatsområde", "vår mal.docx")


@pytest.mark.parametrize(
    "documents",
    [
        'theme = "finnes-ikke"',
        'theme = "foretak_vilkar"',
        'template = "../hemmelig.docx"',
        'template = "C:\\\\mal.docx"',
        'template = "mal.dotm"',
        'logo = "x.png"',
    ],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, documents: str) -> None:
    with pytest.raises(CommitteeError) as refused:
        read_committee(committee(tmp_path, documents))
    assert len(refused.value.problems) == 1


def test_without_a_word_of_it_the_papers_are_the_ordinary_ones() -> None:
    found = read_committee(committee_path("kommit-radet")).committee
    assert found.theme is None
    assert found.documents.template == ""
