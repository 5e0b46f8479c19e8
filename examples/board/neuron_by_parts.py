"""Import neuron.py on a board with less memory: compiled one definition after the other.

Save it beside neuron.py, and import it once, first:

    import neuron_by_parts
    from neuron import Neuron

MicroPython compiles a file as a whole, which for neuron.py takes twice the heap.
"""

import gc
import sys


def _execute(part):
    exec("".join(part), globals())
    gc.collect()


__file__ = __file__.replace("neuron_by_parts", "neuron")
__name__ = "neuron"
_part = []
_open = False  # within a text in three quotes
with open(__file__) as _file:
    for _line in _file:
        if not _open and (_line[0].isalpha() or _line[0] in "_@"):
            _execute(_part)  # a line that is not indented begins the next part
            _part = []
        _part.append(_line)
        _open ^= _line.count('"""') % 2 == 1
_execute(_part)
sys.modules["neuron"] = sys.modules["neuron_by_parts"]
