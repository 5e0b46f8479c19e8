"""Missing values: how many there are, which rows to leave out, and what was filled in."""


def counted(table, places):
    """Return how many values are missing in each column of these that lacks some, by its place."""
    counts = {place: len(table.missing(place)) for place in places}
    return {place: count for place, count in counts.items() if count}


def complete(table, places):
    """Return the numbers of the rows in which no value of these columns is missing."""
    gone = {r for place in places for r in table.missing(place)}
    return [r for r in range(len(table.rows)) if r not in gone]


def listed(table, counts):
    """Return the columns with their counts, in words."""
    return ", ".join("%s %d%s" % (table.names[place], count, as_what(table, place))
                     for place, count in counts.items())


def as_what(table, place):
    """Return which words of a column are taken for missing values, where that is not plain."""
    words = table.words_for_missing(place)
    return " (with %s)" % ", ".join(map(repr, words)) if words else ""


def refusal(table, counts, target):
    """Return the error that names all columns in which values are missing, and what to do."""
    rest = len(complete(table, counts))
    remedies = []
    if rest:
        remedies.append("--missing drop to leave out rows (%d of %d are left)" % (
            rest, len(table.rows)))
    if set(counts) - {target}:
        remedies.append("--missing fill to take a number's mean, and a category of its own")
    return ValueError("%s: missing values in %d of %d rows: %s: add %s" % (
        table.path, len(table.rows) - rest, len(table.rows), listed(table, counts),
        ", or ".join(remedies)))


def without(table, places, target, how):
    """Return a table that can be learned from, and a line that tells what was done, or None.

    how: "drop" or "fill", None to refuse missing values. Rows without the target always go.
    """
    counts = counted(table, places + [target])
    if not counts:
        return table, None
    if how is None:
        raise refusal(table, counts, target)
    rest = complete(table, counts if how == "drop" else [target])
    if not rest:
        raise ValueError("%s: no row is complete: missing are %s: --missing fill, or --ignore a "
                         "column" % (table.path, listed(table, counts)))
    said = []
    if len(rest) < len(table.rows):
        chosen = counts if how == "drop" else {target: counts[target]}
        said.append("%d of %d rows were left out, as values are missing: %s" % (
            len(table.rows) - len(rest), len(table.rows), listed(table, chosen)))
    table = table.part(rest)
    filled = counted(table, places)
    if filled:
        said.append("Missing values were filled in, by a number's mean or a category of their "
                    "own: " + listed(table, filled))
    return table, ". ".join(said)


def filled(table, columns, where, strict):
    """Return a line on the values that are missing in a table to answer; strict refuses them.

    columns, where: what the model learned, and the place of each column in the table
    """
    counts = counted(table, where)
    if not counts:
        return []
    gone = len(table.rows) - len(complete(table, where))
    text = "%s: missing values in %d of %d rows: %s" % (
        table.path, gone, len(table.rows), listed(table, counts))
    if strict:
        raise ValueError(text)
    lacking = [column for column, place in zip(columns, where) if place in counts]
    return ["%s (%s)" % (text, "; ".join(filled_by(lacking, len(columns) > 1)))]


def filled_by(lacking, others):
    """Return in words how the columns that lack values are filled in. others: whether there are
    more columns than one"""
    ways = {}
    for column in lacking:
        if column["kind"] != "category":
            way = "filled in by the mean"
        elif "" in column["labels"]:
            way = "answered as a category of their own"
        else:
            way = "no missing one was learned, so %s the answer" % (
                "the other columns tell" if others else "nothing tells")
        ways.setdefault(way, []).append(column["name"])
    return ["%s: %s" % (", ".join(names), way) for way, names in ways.items()]
