"""From a CSV file to a model that predicts, tomorrow and on another machine.

    python -m examples.csv_model train examples/data/iris.csv --target species --save model.json
    python -m examples.csv_model show model.json
    python -m examples.csv_model predict model.json NEW.csv

Training tells how it understood the table, which columns it left out and how to learn from them all
the same, how good the model is on rows that had no part in its learning, and what moves its
answers; with --report FILE.html also as a page. It writes two files. model.json holds the network,
for neuron.load(): it takes the numbers of the inputs as they stand in the table.
model.columns.json, beside it, holds what each input and output means, and how good the model is.

A module a job: reading.py turns a file into a table of text, table.py reads its numbers, cells.py
tells what a cell means, columns.py what a column holds, gaps.py is about missing values,
giveaways.py about columns that hold the answer, totals.py about rows that hold sums. learning.py
learns by fit(), judging.py and importance.py judge. train.py, predict.py and show.py are the
commands, files.py keeps what they write. words.py says it on a terminal, page.py and charts.py on a
page.

Output of the first command (how long an epoch takes depends on the machine):

    examples/data/iris.csv: 150 rows
    Line 1 was taken for the names of the columns. If it is data: --no-header
    Predicted: species, one of setosa | versicolor | virginica

    Inputs
      numbers: sepal length, sepal width, petal length, petal width

    96 rows to learn from, 24 to watch while learning (they choose what is kept),
      30 to judge by
    4 inputs: Network(4, 8, 3) learns, in 3 starts of at most 1000 epochs. An epoch
      takes about 1 ms: at most 3.0 s in all, less where nothing gets better

    Epoch  Loss: learned   watched, smoothed
        1        0.6126    0.5649    ##############################
        2        0.551     0.5502    #############################
        5        0.3862    0.466     #########################
       10        0.217     0.3308    ##################
       20        0.05982   0.1618    #########
       33        0.02907   0.1299    #######  <- kept
       50        0.02803   0.1444    ########
       73        0.02582   0.1369    #######

    Held out: 28 of 30 right, accuracy 0.9333
    (always answering setosa: 0.3333)

    is              setosa  versicolor   virginica  was answered
    setosa              10           0           0
    versicolor           0          10           0
    virginica            0           2           8

    class       rows  precision  recall
    setosa        10     1.0000  1.0000
    versicolor    10     0.8333  1.0000
    virginica     10     1.0000  0.8000

    What moves the answer: by so much the probability of the right class falls, on
      average, when a column's values are mixed up among the rows held out
      petal width      0.227  ##############################
      petal length    0.0796  ###########
      sepal width     0.0215  ###
      sepal length   0.00386  #

    For each class
      setosa: petal width 0.13, petal length 0.065, sepal width 0.0078
      versicolor: petal width 0.22, petal length 0.048, sepal width 0.042
      virginica: petal width 0.33, petal length 0.13, sepal width 0.015

    Saved model.json and model.columns.json
"""
