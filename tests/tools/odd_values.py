"""Values of every kind that people, libraries and mistakes hand to a function.

values() returns about 170 of them. Each has a plain twin, made of numbers, text, None and lists,
that means the same to neuron.py; NOTHING if it means nothing there, so that it is always refused.
What lies about its own class, or can't even say it, is left out: its error may be its own.
"""

import array
import collections
import datetime
import decimal
import enum
import fractions
import io
import itertools
import math
import types

NOTHING = object()
NAN, INFINITY = float("nan"), float("inf")


class Value:
    """name: to tell it by; make(): a new one, as some can be read only once; plain: its twin."""

    def __init__(self, name, make, plain):
        self.name = name
        self.make = make
        self.plain = plain
        self.endless = name.startswith("endless")


def nested(depth):
    """Return a list in a list in a list, and so on."""
    inside = []
    for level in range(depth):
        inside = [inside]
    return inside


def holding_itself():
    items = [1.0, 0.0]
    items.append(items)
    return items


def evil(error, *methods):
    """Return an object whose methods of these names raise the error."""
    def fail(self, *arguments):
        raise error("evil")

    return type("Evil", (), {name: fail for name in methods})()


def evil_kind(kind, value, error, method):
    """Return a value of a subclass of kind, whose method raises the error."""
    def fail(self, *arguments):
        raise error("evil")

    return type("Evil", (kind,), {method: fail})(value)


def evil_iterator(error):
    """Return a generator that fails after its first value."""
    yield 1.0
    raise error("evil")


def giving(kind, **methods):
    """Return an object of a subclass of kind, with methods that return these values."""
    return type("Giving", (kind,), {
        "__%s__" % name: lambda self, *arguments, value=value: value
        for name, value in methods.items()})()


class Colour(enum.Enum):
    RED = 1
    BLUE = 2


class Whole(enum.IntEnum):
    ONE = 1


class Pretender:
    """It looks like a list: a length and items, but no iterator."""

    def __len__(self):
        return 3

    def __getitem__(self, i):
        return [1.0, 0.0, 1.0][i]


class Text(str):
    pass


class Reals(list):
    pass


class Real(float):
    pass


class Int(int):
    pass


Point = collections.namedtuple("Point", "x y z")
BITS, TABLE = [1, 0, 1], [[1, 0, 1], [0, 1, 1], [1, 1, 0]]


def plain_values():
    """Values that are their own twins."""
    items = [
        None, True, False, 0, 1, 2, 3, 5, -1, 7, 100, 2**31, 2**32 - 1, 2**32, -2**63, 10**30,
        10**400, -10**400, 0.0, -0.0, 0.5, 1.0, 2.5, -0.5, 1e-320, 5e-324, 1e-37, 1e300,
        1.7976931348623157e308, NAN, INFINITY, -INFINITY, 0.9999999, 1.0000000000000002,
        "", "1", "50%", "nan", "sigmoid", "Tanh", "my sigmoid", "rprop", "squared", "cross_entropy",
        "\0", "\ud800", "x" * 100000, "101", [], [1], [1, 0], BITS, [1, 0, 1, 0], [0.5, -1.5, 2.5],
        [1e300, 1e300, 1e300], [1, None, 1], [1, "0", 1], [1, NAN, 1], [1, 0, 10**400], [[]],
        [[1, 0, 1]], TABLE, [[1, 0], [0, 1], [1, 1]], [[1], [0], [1]], TABLE + TABLE,
        [[1, 0, 1], [0, 1], [1, 1, 0]], [[1, 0, 1], [0, NAN, 1], [1, 1, 0]], [TABLE, TABLE, TABLE],
        ["tanh", "sigmoid"], ["sigmoid", "tanh", "relu"], [0.0] * 100000]
    items = [Value(repr(item)[:50], lambda item=item: item, item)
             for item in items if not (isinstance(item, int) and abs(item) > 10**400)]
    return items + [Value("10**5000", lambda: 10**5000, 10**5000)]


def python_values():
    """Values that Python has without any library."""
    return [Value(*parts) for parts in (
        ("a tuple", lambda: (1, 0, 1), BITS),
        ("a tuple of tuples", lambda: tuple([tuple(row) for row in TABLE]), TABLE),
        ("a named tuple", lambda: Point(1, 0, 1), BITS),
        ("a tuple of activations", lambda: ("tanh", "sigmoid"), ["tanh", "sigmoid"]),
        ("range(3)", lambda: range(3), [0, 1, 2]),
        ("range(10**12)", lambda: range(10**12), [0] * 10**5),
        ("bytes", lambda: b"\x01\x00\x01", BITS),
        ("bytes of text", lambda: b"101", [49, 48, 49]),
        ("a bytearray", lambda: bytearray([1, 0, 1]), BITS),
        ("a file of bytes", lambda: io.BytesIO(b"1\n0\n1\n"), [[49, 10], [48, 10], [49, 10]]),
        ("a memoryview", lambda: memoryview(b"\x01\x00\x01"), BITS),
        ("a deque", lambda: collections.deque(BITS), BITS),
        ("a deque of rows", lambda: collections.deque(TABLE), TABLE),
        ("an iterator", lambda: iter(BITS), BITS),
        ("an iterator of rows", lambda: iter(TABLE), TABLE),
        ("an iterator of iterators", lambda: (iter(row) for row in TABLE), TABLE),
        ("a generator", lambda: (x for x in BITS), BITS),
        ("a map", lambda: map(float, BITS), BITS),
        ("what looks like a list", Pretender, BITS),
        ("a list of a subclass", lambda: Reals(BITS), BITS),
        ("a str of a subclass", lambda: Text("sigmoid"), "sigmoid"),
        ("a float of a subclass", lambda: Real(0.5), 0.5),
        ("an int of a subclass", lambda: Int(2), 2),
        ("an IntEnum", lambda: Whole.ONE, 1),
        ("a Decimal", lambda: decimal.Decimal("0.5"), 0.5),
        ("a whole Decimal", lambda: decimal.Decimal(2), 2.0),
        ("a Fraction", lambda: fractions.Fraction(1, 2), 0.5),
        ("what floats to 0.5", lambda: giving(object, float=0.5), 0.5),
        ("what indexes to 2", lambda: giving(object, index=2), 2),
        ("endless count", itertools.count, [0] * 10**5),
        ("endless zeros", lambda: itertools.repeat(0), [0] * 10**5),
        ("endless rows", lambda: itertools.repeat([1, 0, 1]), [BITS] * 10**5),
        ("endless cycle", lambda: itertools.cycle(TABLE), TABLE * 10**4),
        ("endless endless", lambda: itertools.repeat(itertools.count()), NOTHING),
        ("a list of endless", lambda: [itertools.count()] * 3, NOTHING))
    ] + [Value("array of " + code, lambda code=code: array.array(code, BITS), BITS)
         for code in "bBhHiIlLqQfd"] + [Value(*parts, NOTHING) for parts in (
             ("array of u", lambda: array.array("u", "101")),
             ("a signalling NaN", lambda: decimal.Decimal("sNaN")),
             ("an infinite Decimal", lambda: decimal.Decimal("-Infinity")),
             ("a huge Decimal", lambda: decimal.Decimal("1e400")),
             ("a huge Fraction", lambda: fractions.Fraction(10**400, 3)),
             ("a complex", lambda: 1j),
             ("a complex that is real", lambda: complex(1, 0)),
             ("a list of complex", lambda: [1, 0j, 1]),
             ("a dict", lambda: {0: 5, 1: 6, 2: 7}),
             ("an empty dict", dict),
             ("a dict with keys of two kinds", lambda: {"epoch": 1, 2: 3}),
             ("a mapping", lambda: types.MappingProxyType({0: 1, 1: 0, 2: 1})),
             ("a ChainMap", lambda: collections.ChainMap({0: 1, 1: 0, 2: 1})),
             ("a Counter", lambda: collections.Counter([1, 0, 2])),
             ("a set", lambda: {0, 1, 2}),
             ("a frozenset", lambda: frozenset([0, 1, 2])),
             ("keys", lambda: {0: 1, 1: 0, 2: 1}.keys()),
             ("items", lambda: {0: 1, 1: 0, 2: 1}.items()),
             ("a list of dicts", lambda: [{0: 1, 1: 0, 2: 1}] * 3),
             ("a list of sets", lambda: [{0, 1, 2}] * 3),
             ("100,000 lists deep", lambda: nested(100000)),
             ("3 of 100,000 lists deep", lambda: [nested(100000)] * 3),
             ("a list that holds itself", holding_itself),
             ("an object", object),
             ("a class", lambda: dict),
             ("a class of lists", lambda: list),
             ("a module", lambda: math),
             ("a lambda", lambda: lambda: 1.0),
             ("a function", lambda: math.sin),
             ("NotImplemented", lambda: NotImplemented),
             ("Ellipsis", lambda: ...),
             ("a slice", lambda: slice(3)),
             ("an Enum", lambda: Colour.RED),
             ("an Enum class", lambda: Colour),
             ("a date", lambda: datetime.date(2020, 1, 1)),
             ("a time", lambda: datetime.datetime(2020, 1, 1)),
             ("a span of time", lambda: datetime.timedelta(1)),
             ("a file of text", lambda: io.StringIO("1\n0\n1\n")),
             ("an exception", lambda: ValueError("1")),
             ("a coroutine's code", lambda: nested.__code__),
             ("a repr that is long", lambda: giving(object, repr="x" * 10**6)),
             ("a repr that is no text", lambda: giving(object, repr=5)),
             ("what floats to text", lambda: giving(object, float="1")),
             ("what floats to NaN", lambda: giving(object, float=NAN)),
             ("what indexes to 0.5", lambda: giving(object, index=0.5)),
             ("what indexes to 10**400", lambda: giving(object, index=10**400)),
             ("what has 10**30 items", lambda: giving(object, len=10**30)),
             ("what has -1 items", lambda: giving(object, len=-1)),
             ("what iterates to 5", lambda: giving(object, iter=5)),
             ("what equals all", lambda: giving(object, eq=True)),
             ("what has no truth", lambda: giving(object, bool=5)),
             ("what raises StopIteration for float", lambda: evil(StopIteration, "__float__")),
             ("what raises KeyError for float", lambda: evil(KeyError, "__float__")),
             ("what raises OSError for float and repr", lambda: evil(
                 OSError, "__float__", "__repr__")),
             ("what raises StopIteration for len", lambda: evil(StopIteration, "__len__")),
             ("what raises RuntimeError for iter", lambda: evil(RuntimeError, "__iter__")),
             ("what raises StopIteration for iter", lambda: evil(StopIteration, "__iter__")),
             ("what raises KeyError for index", lambda: evil(KeyError, "__index__")),
             ("what raises RecursionError for eq", lambda: evil(
                 RecursionError, "__eq__", "__ne__")),
             ("what raises KeyError for bool", lambda: evil(KeyError, "__bool__", "__len__")),
             ("what raises RuntimeError for a name", lambda: evil(RuntimeError, "__getattr__")),
             ("what raises for all", lambda: evil(
                 ArithmeticError, "__float__", "__len__", "__iter__", "__index__", "__repr__",
                 "__eq__", "__getattr__", "__array__", "__bool__", "__str__", "__getitem__")),
             ("a float that raises", lambda: evil_kind(Real, 0.5, KeyError, "__float__")),
             ("a list that raises", lambda: evil_kind(list, BITS, KeyError, "__iter__")),
             ("an iterator that raises KeyError", lambda: evil_iterator(KeyError)),
             ("an iterator that raises OSError", lambda: evil_iterator(OSError)))]


def values_of_libraries():
    """Values of NumPy, pandas and polars."""
    import numpy
    import pandas
    import polars

    frame = pandas.DataFrame(TABLE)
    values = [Value("numpy %s" % kind, lambda kind=kind: numpy.array(0.5, kind)[()], plain)
              for kind, plain in (("f2", 0.5), ("f4", 0.5), ("f8", 0.5), ("g", 0.5))]
    values += [Value("numpy %s array" % kind, lambda kind=kind: numpy.array(BITS, kind), BITS)
               for kind in ("bool", "i1", "u8", "f2", "f4", "f8", "g", "object")]
    return values + [Value(*parts) for parts in (
        ("numpy int", lambda: numpy.int64(2), 2),
        ("numpy uint8", lambda: numpy.uint8(1), 1),
        ("numpy bool", lambda: numpy.bool_(True), 1.0),
        ("numpy 0-d", lambda: numpy.array(0.5), 0.5),
        ("numpy str", lambda: numpy.str_("sigmoid"), "sigmoid"),
        ("numpy 2-d", lambda: numpy.array(TABLE, "f4"), TABLE),
        ("numpy 2-d by columns", lambda: numpy.asfortranarray(TABLE), TABLE),
        ("numpy list of arrays", lambda: [numpy.array(row) for row in TABLE], TABLE),
        ("numpy float subnormal", lambda: numpy.float64(1e-320), 1e-320),
        ("numpy view backwards", lambda: numpy.array([1, 0, 1])[::-1], BITS),
        ("pandas frame", lambda: frame, TABLE),
        ("pandas frame with names", lambda: pandas.DataFrame(
            TABLE, columns=["a", "b", "c"], index=["x", "y", "z"]), TABLE),
        ("pandas series", lambda: pandas.Series(BITS, index=[5, 6, 7]), BITS),
        ("pandas series of floats", lambda: pandas.Series([1.0, 0.0, 1.0]), BITS),
        ("pandas series of Int64", lambda: pandas.Series(BITS, dtype="Int64"), BITS),
        ("pandas series of bool", lambda: pandas.Series([True, False, True]), BITS),
        ("pandas index", lambda: pandas.Index(BITS), BITS),
        ("pandas categorical", lambda: pandas.Categorical(BITS), BITS),
        ("pandas frame of one row", lambda: frame[:1], TABLE[:1]),
        ("pandas rows", lambda: [row for i, row in frame.iterrows()], TABLE),
        ("polars frame", lambda: polars.DataFrame(TABLE, orient="row"), TABLE),
        ("polars series", lambda: polars.Series(BITS), BITS),
        ("polars series of floats", lambda: polars.Series([1.0, 0.0, 1.0]), BITS),
    )] + [Value(*parts, NOTHING) for parts in (
        ("numpy complex", lambda: numpy.complex64(1)),
        ("numpy long complex", lambda: numpy.clongdouble(1)),
        ("numpy complex array", lambda: numpy.array(BITS, "c16")),
        ("numpy complex 0-d", lambda: numpy.array(1j)),
        ("numpy 0-d text", lambda: numpy.array("1")),
        ("numpy 0-d object", lambda: numpy.array(None)),
        ("numpy text", lambda: numpy.array(["1", "0", "1"])),
        ("numpy bytes", lambda: numpy.bytes_(b"1")),
        ("numpy date", lambda: numpy.datetime64("2020-01-01", "ns")),
        ("numpy dates", lambda: numpy.array(["2020-01-01"] * 3, "M8[ns]")),
        ("numpy days", lambda: numpy.array(["2020-01-01"] * 3, "M8[D]")),
        ("numpy span", lambda: numpy.timedelta64(1, "ns")),
        ("numpy spans", lambda: numpy.array(BITS, "m8[ns]")),
        ("numpy masked array", lambda: numpy.ma.masked_array(BITS, mask=[0, 1, 0])),
        ("numpy longdouble too large", lambda: numpy.longdouble("1e4000")),
        ("numpy NaN", lambda: numpy.float32("nan")),
        ("numpy NaNs", lambda: numpy.array([1, NAN, 1])),
        ("numpy array of one", lambda: numpy.array([[[0.5]]])),
        ("numpy 3-d", lambda: numpy.array([TABLE, TABLE, TABLE])),
        ("numpy records", lambda: numpy.zeros(3, "i4, U5, f8")),
        ("numpy dtype", lambda: numpy.dtype("f8")),
        ("numpy module", lambda: numpy),
        ("pandas NA", lambda: pandas.NA),
        ("pandas NaT", lambda: pandas.NaT),
        ("pandas Timestamp", lambda: pandas.Timestamp("2020-01-01")),
        ("pandas Timedelta", lambda: pandas.Timedelta("1s")),
        ("pandas series with NA", lambda: pandas.Series([1, pandas.NA, 1], dtype="Int64")),
        ("pandas dates", lambda: pandas.Series(pandas.to_datetime(["2020-01-01"] * 3))),
        ("pandas frame of dates", lambda: pandas.DataFrame(
            {k: pandas.to_datetime(["2020-01-01"] * 3) for k in "abc"})),
        ("pandas frame with text", lambda: pandas.DataFrame([[1, 0, "x"]] * 3)),
        ("pandas text", lambda: pandas.Series(["1", "0", "1"])),
        ("pandas frame class", lambda: pandas.DataFrame),
        ("pandas groups", lambda: frame.groupby(0)),
        ("polars nulls", lambda: polars.Series([1, None, 1])),
        ("polars text", lambda: polars.Series(["1", "0", "1"])),
        ("polars dates", lambda: polars.Series([datetime.date(2020, 1, 1)] * 3)),
        ("polars frame with text", lambda: polars.DataFrame(
            [[1, 0, "x"]] * 3, orient="row", strict=False)),
        ("polars column", lambda: polars.col("a")),
        ("polars lazy frame", lambda: polars.DataFrame(TABLE, orient="row").lazy()))]


def values(libraries=True):
    """Return all values; libraries: those of NumPy, pandas and polars too."""
    return plain_values() + python_values() + (values_of_libraries() if libraries else [])
