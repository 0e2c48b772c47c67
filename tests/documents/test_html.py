"""HTML: one file that reaches for nothing outside, shows every text as text, and keeps to what axe-core asks of a page."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from fractions import Fraction
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from reviewer.documents.html import html_text
from reviewer.documents.html_charts import drawing
from reviewer.documents.setter import Setter
from reviewer.domain.blocks import Align, Chart, Drawing, Mark, Part, Table
from reviewer.domain.proposal import Proposal
from reviewer.domain.said import say
from reviewer.language.speech import Speech
from tests.documents.test_documents import HOSTILE, hostile_paper
from tests.domain.small_round import paper, settled

SPEECH = Speech("nb")
AXE = Path(__file__).with_name("axe") / "node_modules" / "axe-core" / "axe.min.js"
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
VOID = {"meta", "link", "br", "hr", "img", "input", "col", "rect", "line", "wbr"}


class Tree(HTMLParser):
    """Every element with its attributes, and the text between them; elements that do not close, or cross, are an error."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(source)
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag == "br":
            self.texts.append("\n")
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self._open.pop() == tag

    def handle_data(self, data):
        if self._open and self._open[-1] != "style":
            self.texts.append(data)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def hostile() -> Proposal:
    return hostile_paper("\n".join(HOSTILE))


def test_it_is_one_file_without_script_that_reaches_for_nothing() -> None:
    source = html_text(hostile(), SPEECH)
    tree = Tree(source)
    assert {name for name, _ in tree.elements} & {"script", "link", "img", "iframe", "object", "form"} == set()
    attributes = [(key, value or "") for _, found in tree.elements for key, value in found.items()]
    assert all(value.startswith("#") for key, value in attributes if key in {"href", "src"})
    assert not [key for key, _ in attributes if key.startswith("on")]
    style = re.search(r"<style>(.*?)</style>", source, re.DOTALL)
    assert style
    assert not re.search(r"url\(|@import|https?:", style[1])
    assert tree.named("meta")[2]["content"] == "default-src 'none'; style-src 'unsafe-inline'"


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_every_text_comes_out_as_it_was(text: str) -> None:
    shown = "".join(Tree(html_text(hostile_paper(text), SPEECH)).texts)
    assert text.replace("\x00", "\ufffd").replace("\x1b", "\ufffd") in shown


def test_tables_have_captions_and_column_heads_and_regions_have_names() -> None:
    proposal = paper(settled())
    tree = Tree(html_text(proposal, SPEECH))
    tables = [block for block in proposal.blocks if isinstance(block, Table)]
    assert len(tree.named("table")) == len(tree.named("caption")) == len(tables)
    scopes = [head["scope"] for head in tree.named("th")]
    assert set(scopes) == {"col", "row"}
    assert scopes.count("col") == sum(len(table.columns) for table in tables)
    named = [table for table in tables if any(column.align is Align.LEFT for column in table.columns)]
    assert scopes.count("row") == sum(row.rule is None for table in named for row in table.rows)
    ids = [found["id"] for _, found in tree.elements if "id" in found]
    assert len(ids) == len(set(ids))
    assert {found["aria-labelledby"] for _, found in tree.elements if "aria-labelledby" in found} <= set(ids)
    assert {link["href"] for link in tree.named("a")} <= {f"#{name}" for name in ids}


def test_the_figures_of_many_columns_do_not_run_into_each_other() -> None:
    shown = "−740\N{NO-BREAK SPACE}740,7"
    marks = tuple(Mark(str(year), (Part(shown, Fraction(-1)), Part(shown[1:], Fraction(1)))) for year in range(2018, 2058))
    word = say("Costs")
    chart = Chart(drawing=Drawing.COLUMNS, caption=word, alt=word, label=word, series=(word, say("Benefits")), marks=marks)
    lines = "".join(drawing(chart, SPEECH, "c"))
    wide, phone = (
        [float(x) / 100 * across for x in re.findall(rf'<text class="{words}" x="([\d.]+)%?"[^>]*>{shown}</text>', lines)]
        for words, across in (("small(?: wide)?", 640), ("small", 330))
    )
    for at in (wide, phone):
        assert len(at) > 1
        assert min(second - first for first, second in pairwise(at[1:])) >= 5.6 * len(shown)
        assert at[1] - 5.6 * len(shown) / 2 >= 5.6 * len(shown)  # the first one begins where the chart does
    data = Setter(SPEECH).chart(chart)
    assert data["every"] * (453.5 / 40) >= 6.8 * data["marks"][0]["parts"][0]["wide"] + 4
    assert Setter(SPEECH).chart(replace(chart, marks=marks[:10]))["every"] == 1


def test_charts_say_in_words_what_they_draw() -> None:
    proposal = paper(settled())
    source = html_text(proposal, SPEECH)
    charts = [block for block in proposal.blocks if isinstance(block, Chart)]
    titles = [unescape(found) for found in re.findall(r'<title id="chart-\d+">(.*?)</title>', source)]
    assert titles == [SPEECH.text(chart.alt) for chart in charts]
    for chart in charts:
        shown = [SPEECH.value(part.shown) for mark in chart.marks for part in mark.parts if part and part.length]
        assert all(f">{text}</text>" in source for text in shown)


def test_a_number_with_a_hyphen_stays_on_one_line_and_is_copied_as_it_stands() -> None:
    from tests.domain.small_round import application, opening, received

    source = html_text(paper([*opening(), *received(application("2018-05", "Ask & e-post 1-", 1))]), SPEECH)
    assert 'Ask &amp; e-post 1- (<span class="number">2018-05</span>)' in source
    assert "Ask & e-post 1- (2018-05)" in "".join(Tree(source).texts)
    assert not re.search(r"<title>[^<]*<span|=\"[^\"]*<span", source)


def test_the_contents_are_folded_away_and_need_no_script() -> None:
    tree = Tree(html_text(paper(settled()), SPEECH))
    assert len(tree.named("nav")) == len(tree.named("summary")) == 1
    assert tree.named("details") == [{}]


def test_two_applications_whose_ids_look_alike_have_an_anchor_each() -> None:
    from tests.domain.small_round import application, opening, received

    tree = Tree(html_text(paper([*opening(), *received(application("A/1", "Ask", 1), application("A 1", "Eik", 2))]), SPEECH))
    ids = [heading["id"] for heading in tree.named("h3")]
    assert len(ids) == len(set(ids))


def dumped(page: str, folder: Path, *options: str) -> str:
    """Return what a script of the page wrote into its element `found`, once a browser has laid the page out."""
    assert BROWSER
    path = folder / "side.html"
    path.write_text(page, encoding="utf-8")
    command = [
        BROWSER,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        f"--user-data-dir={folder / 'profile'}",
        "--virtual-time-budget=60000",
        *options,
        "--dump-dom",
        path.as_uri(),
    ]
    dump = subprocess.run(command, check=True, capture_output=True, timeout=180).stdout.decode("utf-8")
    found = re.search(r'<pre id="found">(.*?)</pre>', dump, re.DOTALL)
    assert found, dump[-2000:]
    return unescape(found[1])


def violations(source: str, folder: Path, *options: str) -> list[dict[str, object]]:
    """Return what axe-core finds in the page, as a browser lays it out."""
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", source)
    run = """axe.run().then(found => {
        const told = document.createElement("pre");
        told.id = "found";
        told.textContent = JSON.stringify(found.violations);
        document.body.append(told);
    })"""
    scripts = f"<script>{AXE.read_text(encoding='utf-8')}</script><script>{run}</script></body>"
    return json.loads(dumped(page.replace("</body>", scripts), folder, *options))


def test_facts_that_go_on_one_page_are_not_parted_on_paper() -> None:
    page = html_text(paper(settled()), SPEECH)
    assert page.count("<dl") == page.count('<dl class="whole">') > 0


PHONE = """<body style="margin:0"><iframe style="border:0;width:390px;height:5000px" srcdoc="{page}"></iframe><script>
const frame = document.querySelector("iframe");
frame.onload = () => {{
    const inner = frame.contentDocument;
    const told = document.createElement("pre");
    told.id = "found";
    told.textContent = JSON.stringify({{
        page: inner.documentElement.scrollWidth,
        cut: [...inner.querySelectorAll("table")]
            .filter(table => table.offsetWidth > table.parentElement.clientWidth)
            .map(table => table.caption.textContent),
        outside: [...inner.querySelectorAll("svg text")]
            .filter(text => text.getBoundingClientRect().right > 390 || text.getBoundingClientRect().left < 0)
            .map(text => text.textContent),
        bare: [...inner.querySelectorAll(".cards td")].filter(cell => !cell.textContent && cell.offsetHeight).length,
        named: getComputedStyle(inner.querySelector(".cards td"), "::before").content.length > 2,
    }});
    document.body.append(told);
}};
</script></body>"""


@pytest.mark.skipif(BROWSER is None, reason="needs the system part Chromium")
def test_on_a_phone_tables_and_charts_are_seen_whole_and_a_cells_heading_stands_beside_it(tmp_path: Path) -> None:
    from tests.domain.small_round import application, opening, received

    endless = "Ask" + "kjempelangtordutenmellomrom" * 5
    for source in (paper(settled()), paper([*opening(), *received(application("A", endless, 10**12), application("B", "Eik", 2))])):
        page = html_text(source, SPEECH).replace("&", "&amp;").replace('"', "&quot;")
        found = json.loads(dumped(PHONE.format(page=page), tmp_path))
        assert found == {"page": 390, "cut": [], "outside": [], "bare": 0, "named": True}


@pytest.mark.skipif(BROWSER is None, reason="needs the system part Chromium")
@pytest.mark.skipif(not AXE.is_file(), reason="needs the system part axe-core: npm ci --prefix tests/documents/axe")
@pytest.mark.parametrize(
    "options",
    [("--window-size=1400,900",), ("--window-size=500,900",), ("--window-size=1400,900", "--blink-settings=preferredColorScheme=0")],
    ids=["desktop", "phone", "dark"],
)
def test_axe_finds_nothing_to_object_to(tmp_path: Path, options: tuple[str, ...]) -> None:
    found = violations(html_text(paper(settled()), SPEECH), tmp_path, *options)
    assert [(one["id"], one["help"]) for one in found] == []


@pytest.mark.skipif(BROWSER is None, reason="needs the system part Chromium")
@pytest.mark.skipif(not AXE.is_file(), reason="needs the system part axe-core: npm ci --prefix tests/documents/axe")
def test_axe_would_find_what_is_wrong(tmp_path: Path) -> None:
    pale = html_text(paper(settled()), SPEECH).replace("--muted: #4f5a68", "--muted: #c9ced4").replace('<html lang="nb">', "<html>")
    assert {one["id"] for one in violations(pale, tmp_path)} == {"color-contrast", "html-has-lang"}
