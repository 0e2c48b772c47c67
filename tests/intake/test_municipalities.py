"""The register of municipalities is read whole, or not at all with every fault told."""

from reviewer.domain.events import MunicipalitiesImported, Municipality
from reviewer.intake.municipalities import read_municipalities

HEADINGS = "kommunenr;kommunenavn;kommunenavn_kilde;fylkesnr;fylkesnavn;folketall_1jan;aar;medlem;kilde\n"


def read(folder, rows):
    path = folder / "kommuner.csv"
    path.write_text(HEADINGS + rows, encoding="utf-8")
    return read_municipalities(path)


def test_the_register_with_counties_membership_and_source(tmp_path):
    rows = "0301;Oslo;Oslo-Oslove;03;Oslo;673 469;2018;ja;SSB\n"
    rows += "1201;Bergen;Bergen;12;Hordaland;279792;2018;nei;SSB\n12;Hordaland;;12;;;2018;;SSB\n"
    assert read(tmp_path, rows) == (
        MunicipalitiesImported(
            municipalities=(
                Municipality(number="0301", name="Oslo", county="Oslo", inhabitants=673_469, member=True),
                Municipality(number="1201", name="Bergen", county="Hordaland", inhabitants=279_792, member=False),
                Municipality(number="12", name="Hordaland"),
            ),
            source="SSB",
            year=2018,
        ),
        (),
    )


def test_a_register_saved_by_excel_without_its_zeros_gets_them_back(tmp_path):
    register, _ = read(tmp_path, "301;Oslo;;3;Oslo;1;2018;;\n3;Oslo;;3;;1;2018;;\n")
    assert [municipality.number for municipality in register.municipalities] == ["0301", "03"]


def test_every_fault_is_told(tmp_path):
    register, problems = read(tmp_path, "0301;Oslo;;;;mange;2018;kanskje;\n0301;;;;;-1;2018;;\n03O1;Oslo;;;;1;2018;;\n")
    assert register is None
    assert [(problem.row, problem.column, problem.value) for problem in problems] == [
        (2, "folketall_1jan", "mange"),
        (2, "medlem", "kanskje"),
        (2, "kommunenr", "0301"),
        (3, "kommunenr", "0301"),
        (3, "kommunenavn", None),
        (3, "folketall_1jan", "-1"),
        (4, "kommunenr", "03O1"),
    ]


def test_an_empty_register_is_a_problem(tmp_path):
    register, problems = read(tmp_path, "")
    assert register is None
    assert [problem.expected for problem in problems] == ["Skriv én kommune på hver rad."]
