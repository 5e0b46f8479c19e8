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


def stand_in(path):
    """Return the path of the new file, until it is whole and takes the place of the old one."""
    return "%s.%d.new" % (path, os.getpid())


def check_place(path):
    """Raise the OSError that write_whole() would raise: before long work, not after it."""
    with told_as(path):
        if os.path.exists(path) and not os.path.isfile(path):
            raise OSError(errno.EINVAL, "it is no regular file")
        open(stand_in(path), "w").close()
        os.remove(stand_in(path))


def write_whole(path, text):
    """Write a new file, then rename it over the old one: half of one is never left."""
    new = stand_in(path)
    try:
        with told_as(path):
            with open(new, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            os.replace(new, path)
    except BaseException:
        if os.path.exists(new):
            os.remove(new)
        raise
