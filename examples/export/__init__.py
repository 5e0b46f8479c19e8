"""A trained model as source that needs nothing: for Python and MicroPython, C99, JavaScript.

    python -m examples.export model.json --to c -o model.h

plan.py reads a model and checks that it can be exported; words.py lets names into comments; rows.py
reads rows to measure on; int8.py finds whole numbers for weights; cautions.py warns. python.py,
c.py and javascript.py write the source. What the written Python does stands
as real functions in pieces.py, pieces_int8.py and neuron.py itself.
"""
