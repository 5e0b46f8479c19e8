"""How good a model is, and what moves its answers: figures, and how they are shown."""

import json
import statistics
from pathlib import Path

import pytest

import neuron
from examples.csv_model import giveaways, importance, judging, totals, words
from examples.csv_model.__main__ import parser
from examples.csv_model.train import Task, opened
from tests.csv_model.made import as_text


# --- Figures -----------------------------------------------------------------------------

def test_precision_and_recall_of_a_class_are_shares_of_what_was_answered_and_of_its_rows():
    truth = list("aaaabbc")
    answers = list("aabbbba")
    assert judging.of_classes(answers, truth, list("abcd")) == [
        (4, 2 / 3, 0.5), (2, 0.5, 1.0), (1, None, 0.0), (0, None, None)]


def test_r2_is_the_share_of_the_variance_and_the_absolute_error_a_mean():
    rmse, mean, explained = judging.of_numbers([1.0, 2.0, 6.0], [1.0, 3.0, 5.0])
    assert (rmse, mean) == (pytest.approx((2 / 3) ** 0.5), pytest.approx(2 / 3))
    assert explained == pytest.approx(1 - 2 / 8)
    assert judging.of_numbers([1.0, 3.0], [2.0, 2.0])[2] is None  # nothing to explain
    assert judging.of_numbers([0.0, 2e200], [0.0, 1e200])[0] == pytest.approx(1e200 / 2 ** 0.5)


def test_the_worst_mistakes_come_first_and_right_answers_never():
    shares = [[0.9, 0.1], [0.4, 0.6], [0.8, 0.2]]
    assert judging.worst(["p", "q", "p"], ["p", "p", "q"], shares, ["p", "q"]) == [2, 1]
    assert judging.worst([1.0, 5.0, 3.0], [1.0, 1.0, 2.0], [None] * 3, None) == [1, 2]


@pytest.mark.parametrize("count, letters", [(2, 3), (3, 20), (3, 60), (12, 20), (15, 6), (26, 30),
                                            (60, 5)])
def test_a_confusion_fits_any_number_of_classes_of_any_length(count, letters):
    classes = [("class %d " % k * letters)[:letters - 2] + "%02d" % k for k in range(count)]
    truth = classes * 3
    answers = classes[1:] + classes[:1] + classes * 2
    text = words.confused(answers, truth, classes)
    assert max(map(len, text.splitlines())) <= 79
    assert "was answered" in text
    assert max(map(len, words.per_class(answers, truth, classes).splitlines())) <= 79
    if text.startswith("Most frequent mistakes"):
        assert len(text.splitlines()) == 11 and text.count(" was answered ") == 10
    else:
        assert [int(row.split()[-1]) for row in text.splitlines()[1:]][-1] == 2


def test_the_spread_of_folds_is_told_with_their_mean(run):
    rows = [[str(r % 20), "pq"[r % 20 > 9]] for r in range(60)]
    out = run("train data.csv --target y --save model.json --folds 5 --epochs 60",
              data=as_text([["x", "y"]] + rows))[1]
    line = out.split("5 folds: accuracy ")[1].split("\n")[0]
    mean, low, high = [float(word.strip("(),")) for word in line.split() if word[0].isdigit()][:3]
    assert 0.8 < mean <= 1.0 and low <= mean <= high and "standard deviation" in line


def test_another_seed_deals_and_learns_otherwise_and_the_same_one_the_same(run):
    rows = [["%d" % (r * 37 % 101), "%.1f" % (r * 37 % 101 * 0.5)] for r in range(60)]
    models = []
    for seed in (1, 1, 2):
        run("train data.csv --target y --save model.json --epochs 5 --seed %d" % seed,
            data=as_text([["x", "y"]] + rows))
        models.append(Path("model.json").read_bytes())
    assert models[0] == models[1] != models[2]


# --- Rows of totals ----------------------------------------------------------------------

SALES = [["K%d" % r, r * 37 % 17, "%.2f" % (r * 3.1)] for r in range(60)]


@pytest.mark.parametrize("label, sums, told", [
    ("Summe", (1, 2), "it is called 'Summe'; sums of the rows above: n, sales"),
    ("Grand Total:", (1,), "it is called 'Grand Total:'; sums of the rows above: n"),
    ("Mittelwert", (), "it is called 'Mittelwert'"), ("", (2,), "sums of the rows above: sales"),
    ("K60", (), None), ("Totally", (), None)])
def test_a_last_row_of_totals_is_told_and_what_to_do(run, label, sums, told):
    last = [label, "4", "5.5"]
    for place in sums:
        last[place] = "%.10g" % sum(float(row[place]) for row in SALES)
    for gap, option in (([], ""), ([["K", "", "0"]], " --missing drop")):
        table = as_text([["name", "n", "sales"]] + SALES + gap + [last])
        out = run("train data.csv --target sales --save model.json --epochs 2 --ignore name"
                  + option, data=table)[1]
        expected = "NOTE: line %d seems to hold totals (%s), and is learned like any other: "
        text = " ".join(out.split())
        assert ("totals" in text) == (told is not None)
        assert told is None or expected % (len(table.splitlines()), told) in text


def test_totals_that_are_not_learned_or_are_categories_are_not_told(run):
    train = "train data.csv --target sales --save model.json --epochs 2 --missing drop"
    sums = ["Sum", "", "%.10g" % sum(float(row[2]) for row in SALES)]
    assert "totals" not in run(train, data=as_text([["name", "n", "sales"]] + SALES + [sums]))[1]
    kinds = [["total" if r % 9 == 0 else "part"] + row[1:] for r, row in enumerate(SALES)]
    assert "totals" not in run(train, data=as_text([["name", "n", "sales"]] + kinds))[1]


@pytest.mark.parametrize("above, last, expected", [
    ([1.0, 2.0, 3.0, 4.0], 10.0, True), ([0.1] * 10, 1.0, True), ([-1.0] * 4, -4.0, True),
    ([1.0, 2.0, 3.0, 4.0], 10.5, False), ([0.0] * 9, 0.0, False), ([0.0, 5.0, 0.0, 0.0], 5.0, False),
    ([1.0, 2.0, 3.0], 6.0, False), ([5.0, -3.0, 4.0, -2.0], 4.0, False)])
def test_a_sum_is_larger_than_each_of_at_least_four_numbers_above(above, last, expected):
    assert totals.is_sum(above, last) == expected


# --- What moves the answer ---------------------------------------------------------------

def test_the_column_that_moves_the_answer_is_first_for_each_class_and_kept_with_the_model(run):
    draws = neuron.uniform(5)
    rows = []
    for _ in range(200):
        a, b, noise = next(draws), next(draws), next(draws)
        rows.append(["%.3f" % a, "%.3f" % noise, "%.3f" % b,
                     "low" if a < 0.4 else "mid" if b < 0.5 else "top"])
    out = run("train data.csv --target y --save model.json --epochs 60",
              data=as_text([["a", "noise", "b", "y"]] + rows))[1]
    kept = json.loads(Path("model.columns.json").read_text())["importance"]
    first = [row[0] for row in kept]
    assert first[0] > first[2] > 5 * abs(first[1])
    assert all(len(row) == 4 for row in kept)
    shown = run("show model.json")[1]
    part = shown[shown.index("What moves"):]
    assert part.rstrip() in out
    assert part.index("  a ") < part.index("  b ") < part.index("  noise ")
    assert "  low: a 0." in part and "  top: b 0." in part.replace("a 0.", "b 0.")
    assert "hidden unit" not in shown


@pytest.mark.parametrize("holdout, count, said", [
    ("0.2", 60, "the rows held out"), ("0", 60, "the rows watched while learning"),
    ("0", 12, "the rows learned from")])
@pytest.mark.parametrize("kind", ["class", "number"])
def test_the_rows_by_which_it_was_found_what_moves_the_answer_are_called_by_their_name(
        run, holdout, count, said, kind):
    rows = [["%d" % (r * 37 % 101), "%d" % (r * r % 7), r % 2] for r in range(count)]
    out = run("train data.csv --target y --save model.json --report page.html --epochs 5 --kind %s "
              "--holdout %s" % (kind, holdout), data=as_text([["a", "b", "y"]] + rows))[1]
    page = Path("page.html").read_text()
    for text in (out, run("show model.json")[1], page):
        assert "mixed up among " + said in " ".join(text.split())
    assert holdout != "0" or "among the rows held out" not in " ".join((out + page).split())
    columns = json.loads(Path("model.columns.json").read_text())
    del columns["measured_on"]  # as earlier files are
    Path("model.columns.json").write_text(json.dumps(columns))
    text = " ".join(run("show model.json")[1].split())
    assert ("the rows held out" in text) == (holdout != "0") and "mixed up among" in text


def test_a_class_that_none_of_the_rows_has_is_told_with_their_name():
    columns = {"inputs": [{"name": "a"}], "target": {"classes": ["p", "q"]}, "judged": None,
               "importance": [[0.1, 0.1, None]], "measured_on": words.WATCHED}
    assert "  q: none of the rows watched while learning has it" in words.importance_text(columns)


def test_a_column_of_categories_is_mixed_up_as_a_whole():
    rows = [[1.0, 1.0, 0.0, 0.0], [2.0, 0.0, 1.0, 0.0], [3.0, 0.0, 0.0, 1.0]]
    assert importance.mixed(rows, 1, 3, [2, 0, 1]) == [
        [1.0, 0.0, 0.0, 1.0], [2.0, 1.0, 0.0, 0.0], [3.0, 0.0, 1.0, 0.0]]


def test_importance_of_numbers_is_the_growth_of_the_error():
    model = neuron.Network(2, 1, activation="identity")
    model.set_parameters([2.0, 0.0, 0.0])  # looks at the first input alone
    inputs = [{"kind": "number", "name": name} for name in "ab"]
    rows = [[float(r), float(r * r % 7)] for r in range(60)]
    found = importance.importance(model, {"inputs": inputs, "target": {"classes": None}}, rows,
                                  [2.0 * row[0] for row in rows], 1)
    spread = statistics.pstdev([2.0 * row[0] for row in rows])
    assert found[0][0] == pytest.approx(2 ** 0.5 * spread, rel=0.2)
    assert found[1] == [0.0]


# --- Columns that give the answer away ---------------------------------------------------

def notes(tmp_path, columns):
    """Return the notes on a table of columns, each a name and cells; the last is the target."""
    path = tmp_path / "data.csv"
    path.write_text(as_text([list(columns)] + list(zip(*columns.values()))))
    options = parser().parse_args(["train", str(path), "--target", list(columns)[-1],
                                   "--save", "x.json", "--missing", "fill"])
    task = Task(opened(options), options)
    described = task.described(range(len(task.truth)))
    return giveaways.found(task.table, described["inputs"], task.truth, described["target"])


DRAWS = neuron.uniform(9)
YES = [next(DRAWS) < 0.4 for _ in range(120)]
NOISE = ["%.3f" % next(DRAWS) for _ in range(120)]


@pytest.mark.parametrize("name, cells", [
    ("alive", ["yes" if yes else "no" for yes in YES]),
    ("outcome", ["ABC"[r % 3] if yes else "DEF"[r % 3] for r, yes in enumerate(YES)]),
    ("points", [50 + r % 40 if yes else r % 40 for r, yes in enumerate(YES)]),
    ("share", ["%.4f" % (0.5 + r / 999 if yes else r / 999) for r, yes in enumerate(YES)]),
    ("lifeboat", ["%d" % (r % 9) if yes and r != 9 else "" for r, yes in enumerate(YES)]),
    ("boat", ["" if r == 7 else "yes" if yes else "no" for r, yes in enumerate(YES)])])
def test_a_column_that_alone_gives_the_class_is_told(tmp_path, name, cells):
    found = notes(tmp_path, {"noise": NOISE, name: cells, "survived": [int(yes) for yes in YES]})
    share = 98 if name == "lifeboat" else 100
    assert found == ["%s alone gives survived in %d %% of the rows. If it is known only when survived "
                     "is, leave it out: --ignore %s" % (name, share, name)]


def test_a_column_that_alone_gives_a_number_is_told(tmp_path):
    prices = [r * r % 997 / 7 for r in range(120)]
    found = notes(tmp_path, {"noise": NOISE, "with tax": ["%.2f" % (1.19 * p) for p in prices],
                             "price": ["%.2f" % p for p in prices]})
    assert len(found) == 1 and found[0].startswith("with tax alone gives price with an R2 of ")
    assert found[0].endswith('--ignore "with tax"')


def test_columns_that_only_help_or_are_few_are_not_told(tmp_path):
    mostly = ["yes" if yes != (r % 20 == 0) else "no" for r, yes in enumerate(YES)]  # 6 are wrong
    sunk = ["%d" % r if not yes and r % 4 == 0 else "" for r, yes in enumerate(YES)]
    target = [int(yes) for yes in YES]
    assert notes(tmp_path, {"noise": NOISE, "mostly": mostly, "sunk": sunk, "y": target}) == []
    few = slice(0, 15)
    assert notes(tmp_path, {"noise": NOISE[few], "alive": ["yes" if y else "no" for y in YES[few]],
                            "y": target[few]}) == []
    days = ["2024-%02d-%02d" % (r // 28 + 1, r % 28 + 1) for r in range(120)]
    assert notes(tmp_path, {"noise": NOISE, "day": days, "y": ["%.1f" % r for r in range(120)]}) == []


def test_training_says_which_column_gives_the_answer(run):
    rows = list(zip(NOISE, ["yes" if yes else "no" for yes in YES], [int(yes) for yes in YES]))
    out = run("train data.csv --target survived --save model.json --epochs 5",
              data=as_text([["noise", "alive", "survived"]] + rows))[1]
    assert "\nNOTE: alive alone gives survived in 100 % of the rows. " in out
