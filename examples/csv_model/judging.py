"""How good answers are: figures for classes and for numbers, and whether they may be luck."""

import math
import statistics

from examples.helpers.tables import accuracy

NAMES = {True: "accuracy", False: "root mean squared error"}  # by whether it is about classes


def better(errors, usual):
    """Return how much better errors are than the usual ones, row by row: "clearly", "hardly" (by
    less than two standard errors of the mean difference: it may be luck), or "no"."""
    gains = [b - a for a, b in zip(errors, usual)]
    gain = statistics.fmean(gains)
    if gain <= 0.0:
        return "no"
    luck = 2.0 * statistics.stdev(gains) / len(gains) ** 0.5 if len(gains) > 1 else gain
    return "clearly" if gain > luck else "hardly"


def of_classes(answers, truth, classes):
    """Return for each class its number of rows, precision and recall; None for 0 of 0.

    precision: the share that is right of what was answered with the class; recall: the share of the
    class's rows that was answered with it
    """
    found = []
    for label in classes:
        right = len([1 for pair in zip(answers, truth) if pair == (label, label)])
        answered, rows = answers.count(label), truth.count(label)
        found.append((rows, right / answered if answered else None,
                      right / rows if rows else None))
    return found


def squares(answers, truth):
    """Return the squared errors in units of the largest value's square, and that value."""
    size = max(map(abs, truth)) or 1.0  # the square of a large number would overflow
    return [(answer / size - value / size) ** 2 for answer, value in zip(answers, truth)], size


def of_numbers(answers, truth):
    """Return the root mean squared error, the mean absolute error, and R2 (None where all values
    are the same): the share of the values' variance that the answers explain."""
    errors, size = squares(answers, truth)
    mean = statistics.fmean([value / size for value in truth])
    around = statistics.fmean([(value / size - mean) ** 2 for value in truth])
    absolute = statistics.fmean([abs(a / size - b / size) for a, b in zip(answers, truth)])
    explained = 1.0 - statistics.fmean(errors) / around if around else None
    return size * math.sqrt(statistics.fmean(errors)), size * absolute, explained


def errors_of(answers, truth, is_class):
    """Return each row's error: 1 for a wrong class; for numbers a square, up to a factor."""
    if is_class:
        return [float(answer != label) for answer, label in zip(answers, truth)]
    return squares(answers, truth)[0]


def score(answers, truth, is_class):
    """Return the accuracy of classes, or the root mean squared error of numbers."""
    return accuracy(answers, truth) if is_class else of_numbers(answers, truth)[0]


def grade(answers, truth, target):
    """Return how much better the answers are than always giving the usual one, as better() does."""
    is_class = target["classes"] is not None
    return better(errors_of(answers, truth, is_class),
                  errors_of([target["usual"]] * len(truth), truth, is_class))


def worst(answers, truth, probabilities, classes, most=10):
    """Return the places of the worst mistakes: the surest wrong classes, the largest errors."""
    if classes is None:
        sizes = [abs(answer - value) for answer, value in zip(answers, truth)]
    else:
        sizes = [max(shares) if answer != label else 0.0
                 for answer, label, shares in zip(answers, truth, probabilities)]
    order = sorted(range(len(truth)), key=lambda r: -sizes[r])
    return [r for r in order if sizes[r] > 0.0][:most]
