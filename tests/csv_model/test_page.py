"""The page that --report writes: complete, one file that needs nothing, for every table and reader."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import neuron
from examples.csv_model import charts, learning
from tests.csv_model.made import as_text
from tests.playground import driver
from tests.tools.extras import need

VOID = {"meta", "line", "circle", "rect", "polyline"}
DRAWS = neuron.uniform(4)
ROWS = [["%d" % (900 + 3 * r), "%.2f" % next(DRAWS), "<b>&\"'" if r % 3 else "",
         "2024-01-%02d" % (r % 28 + 1), "7"] for r in range(60)]
NAMES = ["id", "x", "town & <i>country</i>", "day", "same"]


def table(kind):
    """Return a table to predict a class, one of many, or a number."""
    rows = []
    for row in ROWS:
        x = float(row[1])
        rows.append(row + [{"two": "yes" if x > 0.5 else "no", "many": "class %02d" % int(12 * x),
                            "number": "%.2f" % (10 * x)}[kind]])
    return as_text([NAMES + ["what"]] + rows)


class Reader(HTMLParser):
    """Checks that elements are closed in order, and keeps what they hold."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.attributes, self.text = [], [], [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attributes]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.tags.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.text.append(data)


@pytest.fixture
def page(run):
    """Return a function that trains with a report, and gives its text and what it holds."""
    def call(kind, options=""):
        status, out, err = run("train data.csv --target what --save model.json --missing fill "
                               "--epochs 30 --report page.html " + options, data=table(kind))
        assert (status, err) == (0, "")
        assert out.endswith("model.columns.json; report: page.html\n")
        text = Path("page.html").read_text(encoding="utf-8")
        return text, Reader(text)
    return call


@pytest.mark.parametrize("kind", ["two", "many", "number"])
def test_the_page_holds_all_that_was_found_out(page, kind):
    text, reader = page(kind)
    said = " ".join(" ".join(reader.text).split())
    for part in ("what from data.csv", "town & <i>country</i>", "2: (missing) | <b>&\"'",
                 "id: it numbers the rows (to learn from it: --keep id)", "same: it is always 7",
                 "such as 2024-01-01", "were filled in", "Kept was epoch", "What moves the answer",
                 "python -m examples.csv_model predict model.json NEW.csv", "examples.export"):
        assert part in said, part
    columns = json.loads(Path("model.columns.json").read_text())
    first = max(zip(columns["importance"], columns["inputs"]), key=lambda pair: pair[0][0])
    assert "%s %.3g" % (first[1]["name"], first[0][0]) in text  # in the words for the picture
    if kind == "number":
        assert {"R2", "mean absolute error", "Off by"} < set(reader.text)
        assert reader.tags.count("circle") == 12
    else:
        assert {"Precision", "Recall", "accuracy"} < set(reader.text)
        count = columns["judged"].split(" right")[0].split()
        wrong = int(count[2]) - int(count[0])
        assert ("Probability" in reader.text) == (wrong > 0)


def test_the_page_asks_for_nothing_and_runs_nothing(page):
    text, reader = page("two")
    assert not {"script", "link", "img", "iframe", "object", "image", "use"} & set(reader.tags)
    assert not re.search(r"url\(|@import|https?:", text.replace("http-equiv", ""))
    assert not [pair for pair in reader.attributes if pair[1] in ("src", "href") or
                pair[1].startswith("on")]
    assert "default-src 'none'" in text


def test_the_page_counts_the_rows_that_were_left_out_too(page):
    said = " ".join(" ".join(page("two", "--missing drop")[1].text).split())
    assert "The table data.csv has 60 rows." in said and "20 of 60 rows were left out" in said


def test_the_page_of_a_training_that_was_stopped_says_so(run, page, monkeypatch):
    def interrupted(fitting, epochs, stream):
        for _ in range(3):
            yield next(fitting)[1]
        raise KeyboardInterrupt
    assert "stopped" not in page("two")[0]
    monkeypatch.setattr(learning, "progress", interrupted)
    assert run("train data.csv --target what --save model.json --missing fill --report page.html",
               data=table("two"))[0] == 130
    text = Path("page.html").read_text(encoding="utf-8")
    assert "The training was stopped by Ctrl-C: this is the best of the 3 epochs until then." in text


def test_without_rows_held_out_the_page_says_so(page):
    _, reader = page("two", "--holdout 0")
    assert "No rows were held out" in " ".join(reader.text)
    assert "Worst mistakes" not in reader.text


def test_a_page_is_not_written_where_its_name_or_folder_is_wrong(run):
    for path, why in (("page.txt", "the name must end with .html"),
                      ("no/page.html", "there is no such folder")):
        status, out, err = run("train data.csv --target what --save model.json --report " + path,
                               data=table("two"))
        assert (status, out, err) == (2, "", "csv_model: --report %s: %s\n" % (path, why))


# --- Pictures ----------------------------------------------------------------------------

def points_of(picture):
    return [[tuple(map(float, point.split(","))) for point in line.split()]
            for line in re.findall(r'points="([^"]+)"', picture)]


def test_the_losses_are_two_curves_from_left_to_right_that_stay_in_the_picture():
    curve = [(1.0 / (e + 1), 0.9 / (e + 1) if e < 500 else 40.0) for e in range(1000)]
    picture = charts.losses(curve, 499)
    learned, watched = points_of(picture)
    for points in (learned, watched):
        assert len(points) < 300
        assert all(a[0] < b[0] for a, b in zip(points, points[1:]))
        assert all(0 <= x <= charts.WIDTH and charts.TOP <= y <= charts.HEIGHT for x, y in points)
    assert learned[-1][1] > 0.9 * (charts.HEIGHT - charts.BOTTOM)  # near 0, as an SVG counts downward
    assert watched[-1][1] == charts.TOP  # cut off
    assert "watched: 0.9 at first, 0.0018 in the epoch kept, 500." in picture
    assert len(points_of(charts.losses([(0.5, None)], 0))) == 1


def test_right_numbers_lie_on_the_line_and_others_beside_it():
    picture = charts.scatter([1.0, 2.0, 3.0], [1.0, 2.5, 3.0], "y")
    x, y = [list(map(float, re.findall(r'c%s="([0-9.]+)"' % axis, picture))) for axis in "xy"]
    line = re.search(r'class="kept" x1="([0-9.]+)" y1="([0-9.]+)" x2="([0-9.]+)" y2="([0-9.]+)"',
                     picture)
    x1, y1, x2, y2 = map(float, line.groups())
    on_it = [y1 + (px - x1) / (x2 - x1) * (y2 - y1) for px in x]
    assert [round(a - b) == 0 for a, b in zip(on_it, y)] == [True, False, True]
    assert on_it[1] > y[1]  # predicted higher


@pytest.mark.parametrize("low, high", [(0, 1), (-3, 12), (5, 5), (0, 0), (1e200, 3e200), (1e-9, 2e-9)])
def test_an_axis_has_a_few_round_ticks_within_its_ends(low, high):
    axis = charts.Axis(low, high, 0, 100)
    assert 2 <= len(axis.ticks) <= 7
    assert all(-0.01 <= axis.at(tick) <= 100.01 for tick in axis.ticks)


@pytest.mark.parametrize("low, high, shown", [
    (0, 500000, ["0", "100k", "200k", "300k", "400k", "500k"]), (-2e6, 1e6, ["-2M", "-1M", "0", "1M"]),
    (0.1e6, 1.2e6, ["0.5M", "1M"]), (0, 4000, ["0", "1000", "2000", "3000", "4000"]),
    (1000100, 1000300, ["1.0001M", "1.00015M", "1.0002M", "1.00025M", "1.0003M"]),
    (0, 1, ["0", "0.2", "0.4", "0.6", "0.8", "1"]), (2019, 2023, "2019 2020 2021 2022 2023".split()),
    (0, 3e9, ["0", "1bn", "2bn", "3bn"]), (0, 2e-6, ["0", "5e-07", "1e-06", "1.5e-06", "2e-06"])])
def test_ticks_are_short_words_that_differ_and_have_room_beside_the_axis(low, high, shown):
    axis = charts.Axis(low, high, charts.HEIGHT - charts.BOTTOM, charts.TOP)
    assert axis.labels == shown
    assert charts.left_of(axis) - 30 >= charts.room(shown)


# --- In a browser ------------------------------------------------------------------------

OUTSIDE = """() => [...document.querySelectorAll("svg text")].filter(text => {
    const [frame, box] = [text.ownerSVGElement, text].map(part => part.getBoundingClientRect());
    return box.left < frame.left - 1 || box.right > frame.right + 1;
}).map(text => text.textContent)"""
OVER_EACH_OTHER = """() => {
    const boxes = [...document.querySelectorAll("svg text")].map(
        text => text.getBoundingClientRect());
    return boxes.filter((a, k) => boxes.slice(k + 1).some(b => a.left < b.right && b.left < a.right
        && a.top + 5 < b.bottom && b.top + 5 < a.bottom)).length;  // above and below is room
}"""


@pytest.mark.slow
def test_what_is_written_at_a_picture_is_whole_and_none_of_it_covers_another(browser):
    for low, high in ((0.0, 500000.0), (-2e6, 1e6), (1000100.0, 1000300.0), (0.0, 2e-6)):
        for width in (360, 1400):
            shown = browser.new_page(viewport={"width": width, "height": 800})
            shown.set_content("<meta name=viewport content='width=device-width'><style>%s</style>%s" % (
                Path(charts.__file__).with_name("page.css").read_text(),
                charts.scatter([low, high], [low, high], "price")))
            assert shown.evaluate(OUTSIDE) == []
            assert shown.evaluate(OVER_EACH_OTHER) == 0
            shown.close()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["two", "many", "number"])
def test_everybody_can_read_the_page_on_a_phone_and_a_desk_light_and_dark(page, browser, kind):
    folder = driver.node_package("axe-core")
    need(folder, "needs axe-core: npm install axe-core")
    page(kind)
    axe = Path(folder, "axe.min.js").read_text(encoding="utf-8")
    for width, scheme in ((360, "light"), (360, "dark"), (1400, "dark")):
        context = browser.new_context(viewport={"width": width, "height": 800},
                                      color_scheme=scheme)
        shown = context.new_page()
        shown.goto(Path("page.html").resolve().as_uri())
        assert shown.evaluate("document.documentElement.scrollWidth") <= width
        # Through the debugger, as the page's policy lets no script in.
        context.new_cdp_session(shown).send("Runtime.evaluate", {"expression": axe})
        found = shown.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert [fault["id"] for fault in found["violations"]] == [], (width, scheme)
        context.close()
