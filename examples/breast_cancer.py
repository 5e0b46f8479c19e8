"""One neuron tells malignant tumours from benign ones, from 30 measurements of cell nuclei.

Five-fold cross-validation: each fifth of the rows is judged by a neuron that learned from the
other four, scaling included. Where the data come from: examples/data/SOURCES.md. The folds are
those of seed 1; with seeds 1 to 8 the mean accuracy lies between 0.971 and 0.981.

Output:

    569 tumours, 30 measurements of each. They are split into five parts (folds).
    Each part is judged by a neuron that has learned from the other four. Its
    accuracy is the share of right answers.

    Fold  Accuracy
       1  0.9913
       2  0.9913
       3  0.9646
       4  0.9823
       5  0.9646
    Mean  0.9788

    How many tumours of each kind were taken for which:

    is            benign  malignant  was answered
    benign           354          3
    malignant          9        203

    What a neuron looks at that has learned from all tumours: its largest weights,
    times the standard deviation of their input. Above 0 speaks for malignant.

    worst texture            1.115  ######################
    radius error             1.075  #####################
    worst radius             1.043  #####################
    worst area               0.993  ####################
    area error               0.939  ###################
    worst smoothness         0.910  ##################
    worst concave points     0.886  ##################
    mean concave points      0.853  #################
    worst perimeter          0.836  #################
    worst symmetry           0.832  #################
"""

import sys

if sys.path[0].endswith("examples"):  # run as a file: neuron.py is in the folder above
    sys.path.insert(0, sys.path[0] + "/..")

from examples.helpers import tables
from neuron import Neuron, standardise

names, rows, labels = tables.data_set("breast_cancer")


def learn(rows, labels):
    """Return a neuron that gives a row of measurements its probability of being malignant."""
    return tables.train_scaled(
        Neuron(len(rows[0]), scale=0.1), rows, [label == "malignant" for label in labels],
        epochs=30, learning_rate=0.01, batch_size=1, loss="cross_entropy")


def answer(n, row):
    """Return the more probable class."""
    return "malignant" if n(row) >= 0.5 else "benign"


def main():
    """Print how well the tumours are told apart, and by what."""
    print("%d tumours, %d measurements of each. They are split into five parts (folds).\n"
          "Each part is judged by a neuron that has learned from the other four. Its\n"
          "accuracy is the share of right answers.\n" % (len(rows), len(names)))
    answers = tables.cross_validate(rows, labels, learn, answer)
    print("\nHow many tumours of each kind were taken for which:\n")
    print(tables.confusion_text(answers, labels, ["benign", "malignant"]))

    print("\nWhat a neuron looks at that has learned from all tumours: its largest weights,\n"
          "times the standard deviation of their input. Above 0 speaks for malignant.\n")
    n = learn(rows, labels)
    deviations = standardise(rows)[1]
    weights = [weight * deviation for weight, deviation in zip(n.weights, deviations)]
    for i in sorted(range(len(names)), key=lambda i: -abs(weights[i]))[:10]:
        print("%-23s %6.3f  %s" % (names[i], weights[i], "#" * round(20 * abs(weights[i]))))


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("\nStopped.")
