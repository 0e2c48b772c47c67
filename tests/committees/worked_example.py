"""Worked examples in Markdown: an application as TOML, and a table of what each requirement comes to. The text is the test."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reviewer.domain.committee import Committee
from reviewer.domain.economics import appraise
from reviewer.domain.eligibility import VerdictKind, Verdicts, judge
from reviewer.domain.events import MunicipalitiesImported, Municipality
from reviewer.domain.municipalities import Municipalities
from reviewer.intake.batch import read_batch
from reviewer.intake.committee import read_committee
from reviewer.language.speech import Speech

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent

OUTCOMES: Mapping[str, VerdictKind] = {
    "oppfylt": VerdictKind.MET,
    "ikke oppfylt": VerdictKind.NOT_MET,
    "uavklart": VerdictKind.UNKNOWN,
    "ikke aktuelt": VerdictKind.NOT_APPLICABLE,
}
ELIGIBLE: Mapping[str, bool | None] = {"ja": True, "nei": False, "uavklart": None}
MEMBER: Mapping[str, bool | None] = {"ja": True, "nei": False, "ikke kjent": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedExample:
    """One section `## Eksempel n: ...` of the text; `granted` is what can be granted in kroner, where it says so."""

    title: str
    batch: str
    verdicts: Mapping[str, VerdictKind]
    eligible: bool | None
    granted: int | None = None


def committee(name: str) -> Committee:
    """Return one of the committees that come along."""
    return read_committee(ROOT / "committees" / f"{name}.toml").committee


def examples(name: str) -> tuple[WorkedExample, ...]:
    """Return the examples of `<name>.md`, in order."""
    sections = re.split(r"^## ", (HERE / f"{name}.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    return tuple(_example(section) for section in sections if section.startswith("Eksempel"))


def register(name: str) -> Municipalities | None:
    """Return the municipalities of the text's section `## Registeret`, or None where it has none."""
    found = re.search(r"^## Registeret\n(.*?)^## ", (HERE / f"{name}.md").read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    if found is None:
        return None
    rows = tuple(
        Municipality(number=number, name=place, inhabitants=int(inhabitants), member=MEMBER[member])
        for number, place, inhabitants, member in _rows(found[1])
    )
    return Municipalities.of(MunicipalitiesImported(municipalities=rows, source=f"{name}.md"))


def judged(name: str, example: WorkedExample, folder: Path) -> Verdicts:
    """Return what the example's application comes to, read from a file in `folder` as any batch is."""
    path = folder / "eksempel.toml"
    path.write_text(example.batch, encoding="utf-8")
    council = committee(name)
    reading = read_batch(path, council, Speech("nb"))
    assert reading.problems == ()
    (application,) = reading.batch.applications
    return judge(council, application, appraise(application, council.method), register(name), {})


def _example(section: str) -> WorkedExample:
    batch = re.search(r"```toml\n(.*?)```", section, flags=re.DOTALL)
    eligible = re.search(r"^Kan støttes: (.+)$", section, flags=re.MULTILINE)
    granted = re.search(r"^Kan gis: ([\d ]+) kroner", section, flags=re.MULTILINE)
    assert batch is not None
    assert eligible is not None
    return WorkedExample(
        title=section.partition("\n")[0],
        batch=batch[1],
        verdicts={rule: OUTCOMES[outcome] for rule, outcome, _ in _rows(section)},
        eligible=ELIGIBLE[eligible[1]],
        granted=int(granted[1].replace(" ", "")) if granted else None,
    )


def _rows(text: str) -> list[list[str]]:
    """Return the cells of the table's rows, without its heading and the rule under it."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
