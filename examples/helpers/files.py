"""Write a file so that it is never half there."""

import os


def write_whole(path, text):
    """Write a new file, then rename it over the old one: half of one is never left."""
    new = "%s.%d.new" % (path, os.getpid())
    try:
        with open(new, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.replace(new, path)
    except BaseException:
        if os.path.exists(new):
            os.remove(new)
        raise
