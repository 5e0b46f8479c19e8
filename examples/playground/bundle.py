"""Put the whole playground into one HTML file, for a classroom without a network.

    python -m examples.playground.bundle playground.html

To make it, MicroPython's npm package is needed once, in node_modules. npm comes with Node.js; run
this in the repository's root (the options see to it that npm leaves nothing else there):

    npm install --prefix . --no-save --no-package-lock @micropython/micropython-webassembly-pyscript@1.27.0

The file holds the page, its words and style, neuron.py and MicroPython; it opens from a USB stick
and asks no network for anything.
"""

import argparse
import base64
import gzip
import hashlib
import json
import os
import re
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(FOLDER))
NAME = "@micropython/micropython-webassembly-pyscript"
PACKAGE = "node_modules/" + NAME
INSTALL = "npm install --prefix . --no-save --no-package-lock %s@1.27.0" % NAME
DIGIT_LINES = 301  # of the file of digits: as many as the page shows, and the names
FILES = ("neuron.py", "examples/playground/session.py", "examples/playground/replay.py",
         "examples/playground/fitting.py", "examples/playground/words.json",
         "examples/data/digits.csv")
IMPORT = re.compile(r'^import \{[^}]*\} from "\./(\w+\.js)";\n', re.MULTILINE)
MODULE_NAME = re.compile(r"^(?:export )?(?:async )?(?:function\*?|const|let|class) (\w+)",
                         re.MULTILINE)


def read(path, folder=FOLDER):
    with open(os.path.join(folder, path), encoding="utf-8", newline="\n") as file:
        return file.read()


def in_order(name, seen):
    """Return a module's name after those of all that it imports, each once."""
    if name in seen:
        return []
    seen.add(name)
    names = []
    for imported in IMPORT.findall(read(name)):
        names += in_order(imported, seen)
    return names + [name]


def join_modules(main):
    """Return one script: the modules below main, without their imports and exports."""
    scripts = []
    owners = {}
    for name in in_order(main, set()):
        text = IMPORT.sub("", read(name))
        for word in MODULE_NAME.findall(text):
            if owners.setdefault(word, name) != name:
                raise ValueError("both %s and %s have a name %s: rename one" % (
                    owners[word], name, word))
        if re.search(r"^(export \{|import )", text, re.MULTILINE):
            raise ValueError("%s: only import {names} from and export before a name are known"
                             % name)
        scripts.append(re.sub(r"^export ", "", text, flags=re.MULTILINE))
    return "\n".join(scripts)


def pack(data):
    """Return bytes compressed, as text."""
    return base64.b64encode(gzip.compress(data, 9, mtime=0)).decode("ascii")


def packed_files(modules):
    """Return all that the page would fetch, by the name it fetches it by."""
    packed = {}
    for path in FILES:
        text = read(path, ROOT)
        if path.endswith("digits.csv"):
            text = "".join(text.splitlines(True)[:DIGIT_LINES])
        packed[path] = pack(text.encode("utf-8"))
    for name in ("micropython.mjs", "micropython.wasm"):
        with open(os.path.join(modules, name), "rb") as file:
            packed[name] = pack(file.read())
    packed["worker.js"] = join_modules("worker.js")
    return packed


def bundle(modules):
    """Return the page as one text. modules: the folder of MicroPython's npm package."""
    page = read("index.html")
    data = json.dumps(packed_files(modules)).replace("<", "\\u003c")
    script = "globalThis.PLAYGROUND_BUNDLE = %s;\n%s" % (data, join_modules("app.js"))
    if "</script" in script:
        raise ValueError("the script must not hold the text </script")
    style = read("style.css")
    icon = "data:image/svg+xml;base64," + base64.b64encode(read("icon.svg").encode()).decode()
    page = replace(page, r'<meta http-equiv="Content-Security-Policy"[^>]*>',
                   '<meta http-equiv="Content-Security-Policy" content="%s">' % policy(
                       script, style))
    page = replace(page, r'<link rel="icon"[^>]*>', '<link rel="icon" href="%s">' % icon)
    page = replace(page, r'<link rel="stylesheet"[^>]*>', "<style>%s</style>" % style)
    page = replace(page, r'<script type="module" src="app.js"></script>', "")
    page = replace(page, r'(?s)<div id="from-file".*?</div>\n<script src="opened.js"></script>\n', "")
    return replace(page, r"</body>", '<script type="module">%s</script>\n</body>' % script)


def replace(page, pattern, text):
    page, count = re.subn(pattern, lambda _: text, page)
    if count != 1:
        raise ValueError("index.html must have %s once, not %d times" % (pattern, count))
    return page


def policy(script, style):
    """Return a policy under which this script and this style run, and nothing is fetched."""
    def sha(text):
        return "'sha256-%s'" % base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    return ("default-src 'none'; script-src %s blob: 'wasm-unsafe-eval'; style-src %s; "
            "img-src data:; connect-src blob: data:; worker-src blob:; base-uri 'none'; "
            "form-action 'none'" % (sha(script), sha(style)))


def main(arguments=None):
    parser = argparse.ArgumentParser(
        prog="python -m examples.playground.bundle",
        description="Put the whole playground into one HTML file that works without a network.",
        epilog="It needs MicroPython's npm package: " + INSTALL)
    parser.add_argument("file", nargs="?", default="playground.html",
                        help="the file to write (playground.html)")
    parser.add_argument("--micropython", default=os.path.join(ROOT, PACKAGE), metavar="FOLDER",
                        help="the folder of MicroPython's npm package (%s)" % PACKAGE)
    options = parser.parse_args(arguments)
    try:
        text = bundle(options.micropython)
    except OSError as error:
        sys.exit("%s: %s\nMicroPython's npm package is needed once. npm comes with Node.js; then, in "
                 "%s:\n    %s" % (error.filename, error.strerror, ROOT, INSTALL))
    with open(options.file, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    print("%s: %d KB, opens without a network" % (options.file, os.path.getsize(options.file) // 1024))


if __name__ == "__main__":
    main()
