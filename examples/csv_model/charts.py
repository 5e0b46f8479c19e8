"""The pictures of the page: curves, dots and bars as SVG, which take their colours from its style.

Each is 480 wide, grows and shrinks with the page, and says in words what it shows.
"""

import html
import math

from examples.csv_model.words import short, weighed

WIDTH, HEIGHT = 480, 300
RIGHT, TOP, BOTTOM = 14, 34, 52
LETTER = 13  # the width of a digit on a phone, where letters are larger beside the picture
THOUSANDS = ["", "k", "M", "bn", "tn"]


class Axis:
    """Values from low to high, laid along a picture from start to end; ticks: round values."""

    def __init__(self, low, high, start, end):
        if not high > low:
            low, high = low - (abs(low) or 1.0) / 2, high + (abs(high) or 1.0) / 2
        self.low, self.high, self.start, self.end = low, high, start, end
        step = 10.0 ** math.floor(math.log10((high - low) / 4))
        step *= next(factor for factor in (1, 2, 5, 10) if (high - low) / (step * factor) <= 5.001)
        first = math.ceil(low / step - 1e-9)
        last = math.floor(high / step + 1e-9)
        self.ticks = [k * step for k in range(first, last + 1)]
        self.labels = labels(self.ticks, step)

    def at(self, value):
        """Return where a value lies."""
        share = (value - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)


def labels(ticks, step):
    """Return the ticks in words: short, and no two the same."""
    most = max(map(abs, ticks))
    digits = max(4, math.floor(math.log10(most or 1.0)) - math.floor(math.log10(step)) + 1)
    power = int(math.log10(most) // 3) if 1e4 <= most < 1e15 else 0
    return [("%.*g" % (min(digits, 15), tick / 1000.0 ** power) + THOUSANDS[power]) if tick else "0"
            for tick in ticks]


def room(labels):
    """Return how wide the widest of some labels is, at the most."""
    return max(LETTER * len(label) - LETTER // 2 * sum(map(label.count, ".-")) for label in labels)


def left_of(y):
    """Return where a picture begins, right of the axis' name and its labels."""
    return max(68, 30 + room(y.labels) + 6)


def text(x, y, words, anchor="middle", extra=""):
    """Return a text."""
    return '<text x="%g" y="%g" text-anchor="%s"%s>%s</text>' % (
        x, y, anchor, extra, html.escape(words))


def line(x1, y1, x2, y2, kind):
    """Return a straight line of a kind that the style knows."""
    return '<line class="%s" x1="%g" y1="%g" x2="%g" y2="%g"/>' % (kind, x1, y1, x2, y2)


def picture(title, parts, height=HEIGHT):
    """Return an SVG of these parts, with a title for those who cannot see it."""
    return '<svg viewBox="0 0 %d %d" role="img" aria-label="%s">%s</svg>' % (
        WIDTH, height, html.escape(title), "".join(parts))


def frame(x, y, x_name, y_name):
    """Return the axes of a picture with their ticks and names."""
    bottom, left = HEIGHT - BOTTOM, x.start
    parts = []
    for tick, label in zip(y.ticks, y.labels):
        parts += [line(left, y.at(tick), WIDTH - RIGHT, y.at(tick), "grid"),
                  text(left - 6, y.at(tick) + 5, label, "end")]
    wide = room(x.labels)
    every = math.ceil((wide + LETTER) / (x.at(x.ticks[1]) - x.at(x.ticks[0])))
    for tick, label in list(zip(x.ticks, x.labels))[::every]:
        parts += [line(x.at(tick), bottom, x.at(tick), bottom + 5, "axis"),
                  text(min(x.at(tick), WIDTH - wide / 2), bottom + 22, label)]
    middle = (TOP + bottom) / 2
    parts += [line(left, bottom, WIDTH - RIGHT, bottom, "axis"),
              text((left + WIDTH - RIGHT) / 2, HEIGHT - 6, x_name, extra=' class="soft"'),
              text(18, middle, y_name, extra=' class="soft" transform="rotate(-90 18 %g)"' % middle)]
    return parts


def thinned(count, most=240):
    """Return the places of at most so many points of a curve, its last among them."""
    step = -(-count // most)
    return sorted(set(range(0, count, step)) | {count - 1})


def losses(curve, kept):
    """Return the picture of both losses, epoch by epoch; kept: the number of the one kept."""
    named = [("learned", "first", [pair[0] for pair in curve])]
    if curve[0][1] is not None:
        named.append(("watched", "second", [pair[1] for pair in curve]))
    highest = highest_shown(curve)
    y = Axis(0.0, highest, HEIGHT - BOTTOM, TOP)
    x = Axis(1, max(len(curve), 2), left_of(y), WIDTH - RIGHT)
    parts = frame(x, y, "epoch", "loss")
    parts.append(line(x.at(kept + 1), TOP, x.at(kept + 1), HEIGHT - BOTTOM, "kept"))
    for k, (name, kind, values) in enumerate(named):
        points = " ".join("%g,%g" % (x.at(e + 1), y.at(min(values[e], highest)))
                          for e in thinned(len(values)))
        parts.append('<polyline class="curve %s" points="%s"/>' % (kind, points))
        left = x.start + 170 * k
        parts += [line(left, 14, left + 34, 14, "curve " + kind),
                  text(left + 42, 20, name, "start")]
    title = "Loss by epoch. " + " ".join("%s: %.4g at first, %.4g in the epoch kept, %d." % (
        name, values[0], values[kept], kept + 1) for name, _, values in named)
    return picture(title, parts)


def highest_shown(curve):
    """Return where an axis of losses ends: not far above the first ones, however bad it gets."""
    values = [value for pair in curve for value in pair if value is not None]
    first = max(value for value in curve[0] if value is not None)
    return min(max(values), 1.2 * first) or 1.0


def scatter(truth, answers, name):
    """Return the picture of predicted against true numbers, and the line on which both agree."""
    low, high = min(truth + answers), max(truth + answers)
    y = Axis(low, high, HEIGHT - BOTTOM, TOP)
    x = Axis(low, high, left_of(y), WIDTH - RIGHT)
    parts = frame(x, y, "true " + short(name, 34), "predicted")
    parts.append(line(x.at(low), y.at(low), x.at(high), y.at(high), "kept"))
    parts += ['<circle class="dot" cx="%g" cy="%g" r="4"/>' % (x.at(true), y.at(answer))
              for true, answer in list(zip(truth, answers))[:2000]]
    return picture("Predicted against true %s, %d rows from %.4g to %.4g; dots on the dotted line "
                   "are right." % (name, len(truth), low, high), parts)


def bars(named, unit):
    """Return the picture of a bar for each (name, value); a value below 0 has none."""
    most = max([value for _, value in named] + [1e-300])
    parts = []
    for k, (name, value) in enumerate(named):
        top = 46 * k
        parts += [text(0, top + 16, short(name, 40), "start"),
                  text(WIDTH, top + 16, weighed(value, most), "end"),
                  '<rect class="bar" x="0" y="%d" width="%g" height="12" rx="2"/>' % (
                      top + 22, max(1.0, round(WIDTH * max(value, 0.0) / most, 1)))]
    return picture(unit + ": " + ", ".join("%s %.3g" % pair for pair in named), parts,
                   46 * len(named))
