"""The page's modules build on each other in one direction."""

import os
import re

from examples.playground import bundle
from tests.playground import driver

FOLDER = os.path.join(driver.ROOT, "examples", "playground")
IMPORT = re.compile(r'^(?:import|export)\b[^;]*?from "\./(\w+\.js)";', re.MULTILINE)


def imports():
    """Return, for each module, the modules that it imports."""
    graph = {}
    for name in sorted(os.listdir(FOLDER)):
        if name.endswith(".js"):
            with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
                graph[name] = IMPORT.findall(file.read())
    return graph


def circle(graph, name, path=()):
    """Return the modules of a circle of imports that name leads to, or None."""
    if name in path:
        return path[path.index(name):] + (name,)
    for imported in graph[name]:
        found = circle(graph, imported, path + (name,))
        if found:
            return found
    return None


def test_a_circle_is_found():
    assert circle({"a": ["b"], "b": ["c"], "c": ["b"]}, "a") == ("b", "c", "b")
    assert circle({"a": ["b", "c"], "b": ["c"], "c": []}, "a") is None


def test_no_module_imports_itself_by_way_of_others():
    graph = imports()
    assert "dom.js" in graph["app.js"] and len(graph) > 20
    assert [circle(graph, name) for name in graph if circle(graph, name)] == []


def test_every_module_is_part_of_the_page_or_of_its_worker():
    graph = imports()
    reached = set()
    with open(os.path.join(FOLDER, "index.html"), encoding="utf-8") as file:
        todo = re.findall(r'src="(\w+\.js)"', file.read()) + ["worker.js"]
    while todo:
        name = todo.pop()
        if name not in reached:
            reached.add(name)
            todo += graph[name]
    assert reached == set(graph)


def test_the_modules_can_be_joined_into_one_script():
    """No two have the same name for something, and all export in the way that the bundle knows."""
    for main in ("app.js", "worker.js"):
        assert "export" not in re.findall(r"^\w+", bundle.join_modules(main), re.MULTILINE)
