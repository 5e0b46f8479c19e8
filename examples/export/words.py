"""What may reach a source from outside: names that are checked, and texts that are tamed."""

import collections
import keyword
import os
import re
import unicodedata

PLAIN = " _-.,()%+='&;|"  # of ASCII, beside letters and digits, what no comment minds
LONGEST = 60
# A module of one of these names would stand before the one that it, or its user, imports.
HIDING = ("array", "math", "neuron")


def tame(text):
    """Return any text as one that can stand in a comment of any language, and can't end it.

    Letters, digits and PLAIN stay, of Unicode what is printed from left to right; all else is
    escaped. A long text is cut in its middle, as its end may say most.
    """
    return escaped(cut(text))


def cut(text):
    """Return a text without its middle if it is long."""
    half = LONGEST // 2
    return text if len(text) <= LONGEST else "%s ... %s" % (text[:half], text[-half:])


def escaped(text):
    """Return a text with all escaped that may not stand in a comment."""
    return "".join([character if is_plain(character) else "\\u%04x" % ord(character)
                    for character in text])


def told_apart(texts):
    """Return texts for comments. Long ones are cut as by tame(), but for those that would then be
    the same as another one."""
    count = collections.Counter([cut(text) for text in set(texts)])
    return [tame(text) if count[cut(text)] == 1 else escaped(text) for text in texts]


def is_plain(character):
    """Return whether a character may stand in a comment as it is."""
    if character.isascii():
        return character.isalnum() or character in PLAIN
    return character.isprintable() and unicodedata.bidirectional(character) in ("L", "EN", "ET")


def checked(name):
    """Return a name that those in C begin with. ValueError if it can't be one."""
    if len(name) > 40 or not re.fullmatch("[A-Za-z](_?[A-Za-z0-9])*", name):
        raise ValueError("--name %s: must be up to 40 letters, digits and single _, a letter first"
                         % tame(name))
    return name


def name_of(path):
    """Return a name made from that of a file, such as my_model for "my model.json"."""
    words = re.findall("[A-Za-z0-9]+", os.path.splitext(os.path.basename(path))[0])
    name = "_".join(words)[:40].strip("_")
    return name if name[:1].isalpha() else "model"


def importable(path):
    """Check that Python can import a file by its name. ValueError if not."""
    stem = os.path.splitext(os.path.basename(path))[0]
    if not stem.isidentifier() or not stem.isascii() or keyword.iskeyword(stem):
        raise ValueError("-o %s: Python can't import a module of this name" % path)
    if stem in HIDING:
        raise ValueError("-o %s: it would hide the module %s" % (path, stem))
