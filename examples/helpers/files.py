"""Write a file so that it is never half there."""

import contextlib
import errno
import os


@contextlib.contextmanager
def told_as(path):
    """Let an OSError name the file that was asked for, not one that stands in for it."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = path, None
        raise


def both(path):
    """Return the path of a file, behind links, and of the new one that will take its place."""
    path = os.path.realpath(path)
    return path, "%s.%d.new" % (path, os.getpid())


def check_place(path):
    """Raise the OSError that write_whole() would raise: before long work, not after it."""
    old, new = both(path)
    with told_as(path):
        if os.path.lexists(old) and not os.path.isfile(old):
            raise OSError(errno.EINVAL, "it is no regular file")
        open(new, "w").close()
        os.remove(new)


def write_whole(path, text):
    """Write a new file, then rename it over the old one: half of one is never left."""
    old, new = both(path)
    try:
        with told_as(path):
            with open(new, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            os.replace(new, old)
    except BaseException:
        if os.path.exists(new):
            os.remove(new)
        raise
