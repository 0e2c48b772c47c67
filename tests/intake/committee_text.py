"""A small committee file that the tests here build on; every figure in it is made up for the tests."""

COMMITTEE = """
id = "prove"
name = "Prøverådet"
recipient = "KS"
scheme = "Prøveordningen"
criteria_basis = { source = "Prøve", date = 2018-01-01, status = "proposed" }

[[seats]]
id = "oslo"
name = "Oslo kommune (leder)"
role = "chair"
number = "0301"

[[seats]]
id = "bergen"
name = "Bergen kommune"
role = "member"
number = "1201"

[[seats]]
id = "sekretariat"
name = "Sekretariatet"
role = "secretariat"

[[criteria]]
id = "nytte"
name = "Nytte"
weight = 2
scale = [{ value = 1, anchor = "Liten" }, { value = 2, anchor = "Middels" }, { value = 5, anchor = "Stor" }]

[[criteria]]
id = "gjennomforing"
name = "Gjennomføring"
weight = 1.5
scale = [{ value = 1, anchor = "Svak" }, { value = 5, anchor = "Sterk" }]

[[rules]]
id = "gjenbruk"
name = "Nasjonal gjenbruk"
basis = { source = "Prøve" }
test = { kind = "national_reuse", at_least = 3, share_of_population = 0.1 }

[[rules]]
id = "ramme"
name = "Kostnad eller liten"
step = "forst"
basis = { source = "Prøve" }
when = { kind = "field_is", field = "category", one_of = ["1"] }
test = { kind = "any_of", parts = [
    { kind = "project_cost", at_least = 5_000_000 },
    { kind = "not", part = { kind = "required_statement", field = "national" } },
] }

[[steps]]
id = "forst"
name = "Første steg"

[[fields]]
id = "category"
name = "Kategori"
kind = "choice"
choices = ["1", "2"]

[[fields]]
id = "national"
name = "Nasjonal løsning"
kind = "yes_no"

[[fields]]
id = "granted"
name = "Tildelt"
kind = "kroner"

[[fields]]
id = "decided"
name = "Vedtatt"
kind = "date"

[[fields]]
id = "factor"
name = "Faktor"
kind = "number"

[[fields]]
id = "themes"
name = "Temaer"
kind = "list"

[[fields]]
id = "note"
name = "Merknad"

[method]
name = "R-109/14"
basis = { source = "Finansdepartementet, R-109/14" }
rates = [{ from_year = 0, rate = 0.04 }, { from_year = 40, rate = 0.03 }]

[ranking]
basis = { source = "Prøve" }

[fund]
name = "Prøvefondet"
basis = { source = "Prøve" }

[procedure]
basis = { source = "Prøve" }
"""
