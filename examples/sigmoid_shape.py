"""The sigmoid's shape: a weight makes it steeper, a bias shifts it.

Pratik Shukla, Roberto Iriondo, "Neural Networks from Scratch with Python Code and Math in
Detail - I", draw what one neuron answers to inputs from -10 to 10. Here as text; and as a
picture, if you name a file: python -m examples.sigmoid_shape curves.svg

Output:

    A neuron with one input x gives sigmoid(weight * x + bias). Its output for x
    from -10 to 10:

    The sigmoid:  . weight 1, bias 0
      1.0 |                                       ......................
      0.9 |                                    ...
      0.8 |                                  ..
      0.7 |                                ..
      0.6 |                               .
      0.5 |                              .
      0.4 |                             .
      0.3 |                           ..
      0.2 |                         ..
      0.1 |                      ...
      0.0 |......................
          +--------------+--------------+--------------+--------------+
        -10            -5              0              5             10

    Weights make it steeper:  . weight 0.5   o weight 1   # weight 2
      1.0 |                                   ##########################
      0.9 |                                 ## ooo  .......
      0.8 |                                # oo ....
      0.7 |                               #oo...
      0.6 |                               o..
      0.5 |                             .#.
      0.4 |                           ..o
      0.3 |                        ...oo#
      0.2 |                    .... oo #
      0.1 |             .......  ooo ##
      0.0 |##########################
          +--------------+--------------+--------------+--------------+
        -10            -5              0              5             10

    Biases shift it:  . bias -5   o bias 0   # bias 5
      1.0 |                        #####################################
      0.9 |                     ###            ooo            ...
      0.8 |                   ##             oo             ..
      0.7 |                 ##             oo             ..
      0.6 |                #              o              .
      0.5 |               #              o              .
      0.4 |              #              o              .
      0.3 |            ##             oo             ..
      0.2 |          ##             oo             ..
      0.1 |       ###            ooo            ...
      0.0 |#######ooooooooooooooo...............
          +--------------+--------------+--------------+--------------+
        -10            -5              0              5             10

    As a picture: python -m examples.sigmoid_shape curves.svg
"""

import sys

if sys.path[0].endswith("examples"):  # run as a file: neuron.py is in the folder above
    sys.path.insert(0, sys.path[0] + "/..")

from neuron import Neuron

# Each chart: a title, and for each curve a label, a weight and a bias.
CHARTS = [
    ("The sigmoid", [("weight 1, bias 0", 1, 0)]),
    ("Weights make it steeper", [("weight 0.5", 0.5, 0), ("weight 1", 1, 0), ("weight 2", 2, 0)]),
    ("Biases shift it", [("bias -5", 1, -5), ("bias 0", 1, 0), ("bias 5", 1, 5)]),
]
MARKS = ".o#"
COLOURS = ["#0072b2", "#d55e00", "#009e73"]  # easy to tell apart for colour-blind eyes too


def points(weight, bias, count):
    """Return (x, y) of a neuron's curve at count evenly spaced inputs from -10 to 10."""
    n = Neuron(1, bias=bias)
    n.weights = [weight]
    xs = [-10 + 20 * i / (count - 1) for i in range(count)]
    return [(x, n([x])) for x in xs]


def text(title, curves):
    """Return a chart as lines of text."""
    lines = [[" "] * 61 for tenth in range(11)]
    legend = []
    for mark, (label, weight, bias) in zip(MARKS, curves):
        for column, (x, y) in enumerate(points(weight, bias, 61)):
            lines[10 - int(10 * y + 0.5)][column] = mark
        legend.append("%s %s" % (mark, label))
    out = ["%s:  %s" % (title, "   ".join(legend))]
    for tenth, line in enumerate(lines):
        out.append("  %3.1f |%s" % (1 - tenth / 10, "".join(line).rstrip()))
    out.append("      +" + ("-" * 14 + "+") * 4)
    out.append("    -10            -5              0              5             10")
    return "\n".join(out)


def svg():
    """Return all charts, side by side, as the text of an SVG picture."""
    out = [
        '<svg xmlns="http://www.w3.org/2000/svg" width="1030" height="340" viewBox="0 0 1030 340"'
        ' font-family="Helvetica, Arial, sans-serif" font-size="13" fill="#333">',
        '<title>What a neuron answers to inputs from -10 to 10</title>',
        '<rect width="1030" height="340" fill="#fff"/>',
    ]
    for number, (title, curves) in enumerate(CHARTS):
        out.append('<g transform="translate(%d 52)">' % (68 + 336 * number))
        out.append('<text x="130" y="-18" font-size="16" text-anchor="middle">%s</text>' % title)
        for x in (-10, -5, 0, 5, 10):
            left = 130 + 13 * x
            out.append('<path d="M%d 0V200" stroke="#ddd"/>' % left)
            out.append('<text x="%d" y="218" text-anchor="middle">%d</text>' % (left, x))
        for quarter in range(5):
            top = 200 - 50 * quarter
            out.append('<path d="M0 %dH260" stroke="#ddd"/>' % top)
            out.append('<text x="-8" y="%d" text-anchor="end">%.2f</text>' % (top + 4, quarter / 4))
        out.append('<path d="M0 0V200H260" fill="none" stroke="#333"/>')
        out.append('<text x="130" y="239" text-anchor="middle">input</text>')
        out.append('<text transform="translate(-44 100) rotate(-90)" text-anchor="middle">'
                   'output</text>')
        for row, (colour, (label, weight, bias)) in enumerate(zip(COLOURS, curves)):
            line = " ".join(["%.1f,%.1f" % (130 + 13 * x, 200 - 200 * y)
                             for x, y in points(weight, bias, 201)])
            out.append('<polyline points="%s" fill="none" stroke="%s" stroke-width="2.5"/>' % (
                line, colour))
            left = 130 + 104 * row - 52 * len(curves)
            out.append('<path d="M%d 263h18" stroke="%s" stroke-width="3"/>' % (left, colour))
            out.append('<text x="%d" y="267">%s</text>' % (left + 23, label))
        out.append("</g>")
    return "\n".join(out + ["</svg>", ""])


path = sys.argv[1] if len(sys.argv) > 1 else None
if len(sys.argv) > 2 or path and not path.endswith(".svg"):
    print("Curves as text, or as a picture: python -m examples.sigmoid_shape curves.svg")
    sys.exit(2)
if path:
    try:
        with open(path, "w") as file:
            file.write(svg())
    except OSError as error:
        print("Cannot write %s: %s" % (path, error))
        sys.exit(2)
print("A neuron with one input x gives sigmoid(weight * x + bias). Its output for x")
print("from -10 to 10:\n")
for title, curves in CHARTS:
    print(text(title, curves) + "\n")
if path:
    print("The picture is in " + path)
else:
    print("As a picture: python -m examples.sigmoid_shape curves.svg")
