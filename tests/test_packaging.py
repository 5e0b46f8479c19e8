"""What is handed out is complete: the source distribution, the wheel, and their extras."""

import ast
import configparser
import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from email.parser import HeaderParser
from pathlib import Path

import pytest

import neuron
from tests.tools.extras import need
from tests.tools.runtimes import TOP

FILES = ["LICENSE", "MANIFEST.in", "README.md", "neuron.py", "pyproject.toml", "setup.cfg"]
FOLDERS = ["examples", "tests"]
LEFT_BEHIND = shutil.ignore_patterns("__pycache__", "*.py[cod]", "*.mpy")
DISTRIBUTIONS = {"sklearn": "scikit-learn", "serial": "pyserial"}  # of the modules that are not named like them
IN_BROWSERS = {"js", "pyodide", "pyodide_js", "pyscript"}  # modules that only a page has


def installed(distribution):
    """Return the major version of an installed distribution, or 0."""
    try:
        return int(importlib.metadata.version(distribution).partition(".")[0])
    except importlib.metadata.PackageNotFoundError:
        return 0


def python(*words, cwd, **environment):
    """Run this Python without what the environment says of Python, and return what it prints."""
    mine = {name: value for name, value in os.environ.items()
            if not name.startswith(("PYTHON", "PYTEST", "NEURON"))}
    run = subprocess.run([sys.executable, *words], cwd=cwd, env=dict(mine, **environment),
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300)
    assert run.returncode == 0, run.stdout
    return run.stdout


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """A copy of what the repository holds, to build from: a build leaves files behind."""
    copy = tmp_path_factory.mktemp("source")
    for name in FILES:
        shutil.copy(TOP / name, copy)
    for name in FOLDERS:
        shutil.copytree(TOP / name, copy / name, ignore=LEFT_BEHIND)
    return copy


@pytest.fixture(scope="module")
def built(source, tmp_path_factory):
    """The folder of the source distribution, and of the wheel that is built from it."""
    need(installed("build"), "needs build")
    need(installed("setuptools") >= 77, "needs setuptools 77 or newer")
    folder = tmp_path_factory.mktemp("built")
    python("-m", "build", "--no-isolation", "--outdir", str(folder), cwd=source)
    return folder


@pytest.fixture(scope="module")
def unpacked(built, tmp_path_factory):
    """The top of the unpacked source distribution."""
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        archive.extractall(folder)
    return next(folder.iterdir())


def test_a_checkout_has_the_line_ends_of_unix_on_each_system(tmp_path):
    need(shutil.which("git"), "needs git")
    need((TOP / ".gitattributes").exists(), "needs a checkout")

    def git(*words):
        subprocess.run(["git", "-c", "core.autocrlf=true", *words], cwd=tmp_path, check=True,
                       capture_output=True)

    shutil.copy(TOP / ".gitattributes", tmp_path)
    shutil.copy(TOP / "neuron.py", tmp_path)
    git("init")
    git("add", ".gitattributes", "neuron.py")
    (tmp_path / "neuron.py").unlink()
    git("checkout", "--", "neuron.py")
    assert (tmp_path / "neuron.py").read_bytes() == (TOP / "neuron.py").read_bytes()


@pytest.mark.slow
def test_the_source_distribution_holds_all_tests_examples_and_tables(source, unpacked):
    expected = [source / name for name in FILES if name != "setup.cfg"]  # a section is added to it
    expected += [path for name in FOLDERS for path in (source / name).rglob("*") if path.is_file()]
    for path in expected:
        assert (unpacked / path.relative_to(source)).read_bytes() == path.read_bytes(), path


@pytest.mark.slow
def test_the_tests_pass_from_the_unpacked_source_distribution(unpacked):
    collected = python("-m", "pytest", "--collect-only", "-p", "no:cacheprovider", cwd=unpacked)
    for path in (unpacked / "tests").glob("test_*.py"):
        assert "tests/%s::" % path.name in collected
    passed = python("-m", "pytest", "-m", "not slow", "tests/test_tutorials.py",
                    "tests/test_examples.py", "tests/test_readme.py", "tests/test_runtimes.py",
                    cwd=unpacked)
    assert " passed" in passed


@pytest.mark.slow
def test_the_wheel_holds_neuron_py_and_the_licence_alone(built):
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        names = [name for name in wheel.namelist() if not name.endswith("/")]
        assert [name for name in names if ".dist-info/" not in name] == ["neuron.py"]
        licence = next(name for name in names if name.endswith("/LICENSE"))
        assert wheel.read(licence) == (TOP / "LICENSE").read_bytes()
        metadata = next(name for name in names if name.endswith("/METADATA"))
        fields = HeaderParser().parsestr(wheel.read(metadata).decode())
    assert fields["Version"] == neuron.__version__
    assert (fields["License-Expression"], fields["License-File"]) == ("MIT", "LICENSE")
    assert "Intended Audience :: Education" in fields.get_all("Classifier")


def test_the_package_that_mip_brings_has_the_version_of_neuron_py():
    package = (TOP / "examples" / "board" / "package.json").read_text(encoding="utf-8")
    assert json.loads(package)["version"] == neuron.__version__


@pytest.mark.slow
def test_pip_installs_the_wheel_and_the_neuron_in_it_learns(built, tmp_path):
    need(installed("pip"), "needs pip")
    python("-m", "pip", "install", "--no-index", "--no-deps", "--target", str(tmp_path / "site"),
           str(next(built.glob("*.whl"))), cwd=tmp_path)
    learn = """if 1:
        import neuron
        print(neuron.__file__)
        n = neuron.Neuron(3, bias=None)
        n.train([[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]], [0, 1, 1, 0], 10_000)
        print(n([1, 0, 0]))
    """
    place, answer = python("-c", learn, cwd=tmp_path,
                           PYTHONPATH=str(tmp_path / "site")).splitlines()
    assert Path(place).parent == tmp_path / "site"
    assert float(answer) == pytest.approx(0.9999370428352157)


def imported(folder):
    """Yield the modules that the folder's programs import from elsewhere, by their first name."""
    own = {path.stem for name in FOLDERS for path in [TOP / name, *(TOP / name).rglob("*")]}
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [node.module]
            for name in names:
                first = name.partition(".")[0]
                if first not in own | sys.stdlib_module_names | IN_BROWSERS | {"neuron"}:
                    yield first


@pytest.mark.parametrize("folder, extra", [("examples", "examples"), ("examples", "all"),
                                           ("tests", "all")])
def test_what_is_imported_is_in_the_extra(folder, extra):
    need(hasattr(sys, "stdlib_module_names"), "needs Python 3.10")
    setup = configparser.ConfigParser()
    setup.read(TOP / "setup.cfg", encoding="utf-8")
    wanted = setup["options.extras_require"][extra].split()
    for module in set(imported(TOP / folder)):
        assert DISTRIBUTIONS.get(module, module) in wanted, module
