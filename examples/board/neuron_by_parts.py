"""Import neuron.py on a board with half the memory: compiled one function after the other.

Save it beside neuron.py, and import it once, before all that uses neuron.py:

    import neuron_by_parts
    from neuron import Network

A board compiles a file as a whole, and needs memory for the whole.
"""

import gc
import sys

_scope = globals()  # or the attributes of the class at hand
_class = None  # its line
_part = []  # the lines of the function at hand
_in_text = False  # within three quotes
_CONTINUED = ("else", "elif", "exce", "fina")  # "except", "finally": they belong to what is above


def _run():
    """Compile and run the part, then forget its lines."""
    exec("".join(_part), globals(), _scope)
    _part.clear()
    gc.collect()


def _end_class():
    """Make a class of the attributes that were run."""
    name, _, base = _class[6:].partition(":")[0].rstrip(") ").partition("(")
    globals()[name] = type(name, (eval(base),) if base else (), _scope)


__name__ = "neuron"
__file__ = __file__[:__file__.rindex("neuron_by_parts")] + "neuron.py"
try:
    _source = open(__file__)
except OSError:
    raise ImportError("by parts needs neuron.py as source beside it; "
                      "with neuron.mpy leave this import out")
with _source as _file:
    for _line in _file:
        _code = _line[4:] if _class and _line[:4] == "    " else _line
        _begins = _code[:1].isalpha() or _code[:1] in ("_", "@")
        if _begins and not _in_text and _code[:4] not in _CONTINUED:
            if not _part or _part[-1][0] != "@":  # a decorator belongs to what it stands above
                _run()
            if _class and _code is _line:
                _end_class()
                _scope, _class = globals(), None
            if _line[:6] == "class ":
                _scope, _class = {}, _line
                continue
        _part.append(_code)
        _in_text ^= _line.count('"""') % 2 == 1
_run()
if _class:
    _end_class()
sys.modules["neuron"] = sys.modules["neuron_by_parts"]
