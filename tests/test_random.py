"""uniform(seed) is NumPy's stream, digit for digit."""

from itertools import islice

import pytest

from neuron import uniform
from tests.tools.extras import need

try:
    import numpy
except ImportError:
    numpy = None

# What numpy.random.seed(seed); numpy.random.random(2000) gives: the first five, then the 1000th
# and the 2000th. Each takes two words of the 624 in the state, so 2000 lie in the seventh block.
FIRST = {
    0: [0.5488135039273248, 0.7151893663724195, 0.6027633760716439, 0.5448831829968969,
        0.4236547993389047],
    1: [0.417022004702574, 0.7203244934421581, 0.00011437481734488664, 0.30233257263183977,
        0.14675589081711304],
    42: [0.3745401188473625, 0.9507143064099162, 0.7319939418114051, 0.5986584841970366,
         0.15601864044243652],
    4294967295: [0.0976320289940138, 0.9123828453026218, 0.78903530185164, 0.7800035981134678,
                 0.01793967398674523],
}
DEEP = {
    0: (0.6771411441114241, 0.5017731306999452),
    1: (0.7744772660150796, 0.9467282696079524),
    42: (0.44600577295795574, 0.28218707469320015),
    4294967295: (0.556626859384112, 0.17947030169391298),
}


def draw(count, seed):
    return list(islice(uniform(seed), count))


@pytest.mark.parametrize("seed", FIRST)
def test_the_first_numbers_are_those_numpy_prints(seed):
    assert draw(5, seed) == FIRST[seed]


@pytest.mark.parametrize("seed", DEEP)
def test_the_numbers_are_numpys_far_beyond_the_first_624_words(seed):
    draws = draw(2000, seed)
    assert (draws[999], draws[1999]) == DEEP[seed]


def test_five_thousand_draws_of_twenty_seeds_are_numpys():
    need(numpy, "numpy is not installed")
    for seed in [*range(17), 12345, 2**31, 2**32 - 1]:
        expected = numpy.random.RandomState(seed).random_sample(5000).tolist()
        assert draw(5000, seed) == expected, seed


def test_numbers_lie_from_0_up_to_but_not_at_1():
    assert all(0.0 <= u < 1.0 for u in draw(5000, 7))


def test_iterators_of_one_seed_do_not_disturb_each_other():
    one, other = uniform(1), uniform(1)
    assert [next(u) for u in (one, one, other, one, other)] == [
        FIRST[1][i] for i in (0, 1, 0, 2, 1)]


@pytest.mark.parametrize("seed", [-1, 2**32, 10**400, 1.0, 2.5, "1", None, [1], float("nan"), 1j])
def test_a_seed_numpy_would_not_take_is_refused_at_the_call(seed):
    with pytest.raises(ValueError, match="seed"):
        uniform(seed)
