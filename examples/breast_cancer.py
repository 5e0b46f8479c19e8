"""One neuron tells malignant tumours from benign ones, from 30 measurements of cell nuclei.

Five-fold cross-validation: each fifth of the rows is judged by a neuron that learned from the
other four, scaling included. Where the data come from: examples/data/SOURCES.md. The folds are
those of seed 1; with seeds 1 to 8 the mean accuracy lies between 0.971 and 0.981.

Output:

    One neuron, 30 inputs, 569 tumours

    Fold  Accuracy
       1  0.9913
       2  0.9913
       3  0.9646
       4  0.9823
       5  0.9646
    Mean  0.9788

    is            benign  malignant  was answered
    benign           354          3
    malignant          9        203

    The weights that matter most, per standard deviation of their input, after
    learning from all the rows (above 0: speaks for malignant)

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

from examples import tables
from neuron import Neuron, standardise


def learn(rows, labels):
    """Return a neuron that gives a row of measurements its probability of being malignant."""
    return tables.train_scaled(
        Neuron(len(rows[0]), scale=0.1), rows, [label == "malignant" for label in labels],
        epochs=30, learning_rate=0.01, batch_size=1, loss="cross_entropy")


def answer(n, row):
    """Return the more probable class."""
    return "malignant" if n(row) >= 0.5 else "benign"


names, rows, labels = tables.data_set("breast_cancer")
print("One neuron, %d inputs, %d tumours\n" % (len(names), len(rows)))
answers = tables.cross_validate(rows, labels, learn, answer)
print("\n" + tables.confusion_text(answers, labels, ["benign", "malignant"]))

print("\nThe weights that matter most, per standard deviation of their input, after\n"
      "learning from all the rows (above 0: speaks for malignant)\n")
n = learn(rows, labels)
deviations = standardise(rows)[1]
weights = [weight * deviation for weight, deviation in zip(n.weights, deviations)]
for i in sorted(range(len(names)), key=lambda i: -abs(weights[i]))[:10]:
    print("%-23s %6.3f  %s" % (names[i], weights[i], "#" * round(20 * abs(weights[i]))))
