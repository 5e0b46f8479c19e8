"""From a CSV file to a model that predicts, tomorrow and on another machine.

    python -m examples.csv_model train examples/data/iris.csv --target species --save model.json
    python -m examples.csv_model show model.json
    python -m examples.csv_model predict model.json NEW.csv

Training tells how it understood the table, which columns it left out, and how good the model is on
rows that it did not learn from. It writes two files. model.json holds the network, for
neuron.load(): it takes the numbers of the inputs as they stand in the table, since the scaling is
folded into it. model.columns.json, beside it, holds what each input and output means: the columns'
names, units, categories, scales and classes.

Output of the first command:

    examples/data/iris.csv: 150 rows, 120 to learn from, 30 held out
    Line 1 was taken for the names of the columns. If it is data: --no-header
    Predicted: species, one of setosa | versicolor | virginica

    Inputs
      numbers: sepal length, sepal width, petal length, petal width

    Network(4, 8, 3)

    Epochs  Loss
         1  0.8023    ##################################################
         2  0.5932    #####################################
         5  0.2989    ###################
        10  0.1238    ########
        20  0.04138   ###
        50  0.0251    ##
        93  0.01994   #

    Held out: 29 of 30 right, accuracy 0.9667
    (always answering setosa: 0.3333)

    is              setosa  versicolor   virginica  was answered
    setosa              10           0           0
    versicolor           0          10           0
    virginica            0           1           9

    Saved model.json and model.columns.json
"""
