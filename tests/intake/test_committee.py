"""A committee's file is read exactly, and everything wrong with it is said at once."""

from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from reviewer.domain.application import Phase
from reviewer.domain.committee import AnyOf, FieldIs, NationalReuse, Not, PhaseIs, ProjectCost, StatementGiven, Status
from reviewer.domain.limits import GainsFrom
from reviewer.domain.requirements.papers import FIELD_NAMES
from reviewer.intake.committee import CommitteeError, read_committee
from reviewer.intake.committee_checks import APPLICATION_FIELDS
from tests.intake.committee_text import COMMITTEE


def written(folder: Path, text: str) -> Path:
    path = folder / "prove.toml"
    path.write_bytes(text.encode())
    return path


def problems_of(folder: Path, old: str, new: str) -> list[tuple[str | None, str | None, str]]:
    assert old in COMMITTEE
    with pytest.raises(CommitteeError) as caught:
        read_committee(written(folder, COMMITTEE.replace(old, new, 1)))
    assert {problem.file for problem in caught.value.problems} == {"prove.toml"}
    return [(problem.column, problem.value, problem.expected) for problem in caught.value.problems]


def test_the_file_becomes_the_committee_with_exact_numbers_and_nested_tests(tmp_path):
    read = read_committee(written(tmp_path, COMMITTEE))
    assert read.sha256 == sha256(COMMITTEE.encode()).hexdigest()
    assert read.text == COMMITTEE
    reuse, frame = read.committee.rules
    assert reuse.test == NationalReuse(at_least=3, share_of_population=Decimal("0.1"))
    assert frame.when == FieldIs(field="category", one_of=("1",))
    assert frame.test == AnyOf(parts=(ProjectCost(at_least=5_000_000), Not(part=StatementGiven(field="national"))))
    assert read.committee.criteria[1].weight == Decimal("1.5")
    assert read.committee.criteria_basis.status is Status.PROPOSED


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('role = "chair"', 'rol = "chair"', ("seats[oslo].rol", "chair", "Denne nøkkelen er ukjent her. Mente du «role»?")),
        ('role = "chair"', 'role = "boss"', ("seats[oslo].role", "boss", "Skriv en av: chair, member, secretariat, observer, recipient.")),
        (
            'kind = "national_reuse"',
            'kind = "reuse"',
            ("rules[gjenbruk].test.kind", "reuse", "Skriv en av: applicant_kind, scheme_member,"),
        ),
        ("at_least = 3,", 'at_least = "mange",', ("rules[gjenbruk].test.at_least", "mange", "Skriv et helt tall.")),
        (
            "at_least = 5_000_000",
            "at_lest = 1",
            ("rules[ramme].test.parts[1].at_lest", "1", "Denne nøkkelen er ukjent her. Mente du «at_least»?"),
        ),
        (
            'field = "national" }',
            'field = "note" }',
            ("rules[ramme].test.parts[2].part.field", "note", "Skriv id-en til et felt av typen yes_no"),
        ),
        ('one_of = ["1"]', 'one_of = ["3"]', ("rules[ramme].when.one_of[1]", "3", "Skriv en av: 1, 2.")),
        ('step = "forst"', 'step = "siste"', ("rules[ramme].step", "siste", "Skriv id-en til et av stegene: forst.")),
        (
            "share_of_population = 0.1",
            "share_of_population = 10",
            ("rules[gjenbruk].test.share_of_population", "10", "Skriv en andel fra 0 til 1"),
        ),
        ('id = "bergen"', 'id = "oslo"', ("seats[oslo].id", "oslo", "Gi hver sin egen id")),
        ('role = "secretariat"', 'role = "member"', ("seats", None, "Gi minst én deltaker rollen secretariat")),
        ("value = 2, anchor", "value = 1, anchor", ("criteria[nytte].scale", "1, 1, 5", "Skriv minst to trinn")),
        ("from_year = 0", "from_year = 1", ("method.rates", "1, 40", "La den første renten gjelde fra år 0")),
        ("weight = 1.5", "weight = -1", ("criteria[gjennomforing].weight", "-1", "Skriv 0 eller et positivt tall.")),
        ('recipient = "KS"\n', "", ("recipient", None, "Dette må fylles ut.")),
    ],
)
def test_a_fault_is_named_by_its_key_path_with_what_was_expected(tmp_path, old, new, expected):
    place, value, start = expected
    found = problems_of(tmp_path, old, new)
    said = [(column, shown, expected[: len(start)]) for column, shown, expected in found]
    assert (place, value, start) in said


def test_faults_of_different_kinds_are_told_in_one_pass(tmp_path):
    text = (
        COMMITTEE.replace('role = "chair"', 'role = "boss"')
        .replace('kind = "national_reuse"', 'kind = "x"')
        .replace("weight = 2", 'weight = "a"')
    )
    with pytest.raises(CommitteeError) as caught:
        read_committee(written(tmp_path, text))
    assert [problem.column for problem in caught.value.problems] == [
        "seats[oslo].role",
        "criteria[nytte].weight",
        "rules[gjenbruk].test.kind",
    ]


def test_weights_that_sum_to_nothing_are_refused(tmp_path):
    text = COMMITTEE.replace("weight = 2", "weight = 0").replace("weight = 1.5", "weight = 0")
    with pytest.raises(CommitteeError) as caught:
        read_committee(written(tmp_path, text))
    assert [problem.column for problem in caught.value.problems] == ["criteria"]


def test_a_line_that_is_no_toml_is_named_by_its_number(tmp_path):
    with pytest.raises(CommitteeError) as caught:
        read_committee(written(tmp_path, 'id = "a"\nname = = 2\n'))
    (problem,) = caught.value.problems
    assert (problem.row, problem.value) == (2, "name = = 2")


def test_a_missing_file_and_another_encoding_are_one_plain_problem(tmp_path):
    with pytest.raises(CommitteeError, match="kan ikke leses"):
        read_committee(tmp_path / "ingen.toml")
    path = tmp_path / "latin.toml"
    path.write_bytes('id = "a"\nname = "Rådet"'.encode("cp1252"))
    with pytest.raises(CommitteeError) as caught:
        read_committee(path)
    assert caught.value.problems[0].row == 2


def test_a_rule_may_name_exactly_the_fields_that_the_judge_can_look_up():
    assert set(FIELD_NAMES) == APPLICATION_FIELDS


LIMITS = """
gains_from = "grant"
gains_years = 5
caps = [{ id = "tak", name = "Taket", at_most = 15_000_000, share_of_cost = 0.5, basis = { source = "Vilkår" }, \
when = { kind = "phase", one_of = ["planning"] } }]
sources = [{ id = "stat", name = "Staten", share = 0.75, amount = 6_000_000, basis = { source = "Vilkår" } }, \
{ id = "kommune", name = "Kommunene", share = 0.25, basis = { source = "Vilkår" } }]
years = [{ year = 2018, amount = 25_000_000, basis = { source = "Vilkår" } }]
"""


def with_limits(text: str) -> str:
    return COMMITTEE.replace("[fund]\n", "[fund]" + text.replace("\\\n", ""), 1)


def test_caps_sources_and_years_are_read_with_their_conditions(tmp_path):
    fund = read_committee(written(tmp_path, with_limits(LIMITS))).committee.fund
    assert fund.caps[0].when == PhaseIs(one_of=(Phase.PLANNING,))
    assert (fund.caps[0].share_of_cost, fund.caps[0].at_most) == (Decimal("0.5"), 15_000_000)
    assert [(source.id, source.share, source.amount) for source in fund.sources] == [
        ("stat", Decimal("0.75"), 6_000_000),
        ("kommune", Decimal("0.25"), None),
    ]
    assert (fund.years[0].year, fund.years[0].amount) == (2018, 25_000_000)
    assert (fund.gains_from, fund.gains_years) == (GainsFrom.GRANT, 5)


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("share_of_cost = 0.5", "share_of_cost = 50", "fund.caps[tak].share_of_cost"),
        ("at_most = 15_000_000, share_of_cost = 0.5, ", "", "fund.caps[tak]"),
        ('kind = "phase", one_of = ["planning"]', 'kind = "fase"', "fund.caps[tak].when.kind"),
        ("share = 0.25", "share = 0.35", "fund.sources"),
        ("amount = 25_000_000", "amount = -1", "fund.years[1].amount"),
        ("gains_years = 5", "gains_years = -5", "fund.gains_years"),
        ('gains_from = "grant"', 'gains_from = "gave"', "fund.gains_from"),
    ],
)
def test_a_fault_in_the_limits_is_named_by_its_key(tmp_path, old, new, column):
    assert old in LIMITS
    with pytest.raises(CommitteeError) as refused:
        read_committee(written(tmp_path, with_limits(LIMITS.replace(old, new))))
    assert column in {problem.column for problem in refused.value.problems}
