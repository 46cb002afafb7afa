"""The site by other generators: what is left of it after MkDocs and Material?

    python tests/other_builds.py properdocs            the same HTML but for its name
    python tests/other_builds.py zensical [PROGRAM]    builds an export, and judges that

ProperDocs, a fork of MkDocs, takes the project as it is. Zensical takes finished
pages, and is judged by our own tests of the site, never by its exit code: it builds
an empty site without a word.
"""

from __future__ import annotations

import difflib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
GENERATOR = re.compile(r'<meta name="generator"[^>]*>')
SHELL = """\
site_name: Deep Learning, Answered
theme:
  name: material
  font: false
markdown_extensions:
  - admonition
  - attr_list
  - footnotes
  - tables
  - toc:
      permalink: true
  - pymdownx.arithmatex:
      generic: true
  - pymdownx.highlight:
      pygments_lang_class: true
  - pymdownx.superfences
"""


def run(command: Sequence[str], folder: Path, **environment: str) -> int:
    """The exit status; what the command says goes to the terminal."""
    env = os.environ | {"NO_MKDOCS_2_WARNING": "1"} | environment
    return subprocess.run(command, cwd=folder, env=env).returncode


def pages(site: Path) -> dict[str, str]:
    """Every HTML file of a site without the name of what made it."""
    return {
        file.relative_to(site).as_posix(): GENERATOR.sub("", file.read_text("utf-8"))
        for file in site.rglob("*.html")
    }


def differences(ours: Path, theirs: Path) -> Iterator[str]:
    """Files that only one of two sites has, and lines of HTML that differ."""
    files = [{f.relative_to(s) for f in s.rglob("*")} for s in (ours, theirs)]
    for file in sorted(files[0] ^ files[1]):
        yield f"only in {'ours' if file in files[0] else 'theirs'}: {file}"
    other = pages(theirs)
    for name, text in pages(ours).items():
        lines = text.splitlines(), other.get(name, "").splitlines()
        yield from difflib.unified_diff(*lines, f"ours/{name}", name, "", "", 0, "")


def properdocs(folder: Path) -> int:
    scripts = Path(sys.executable).parent
    for name in ("mkdocs", "properdocs"):
        config = ROOT / "mkdocs.yml"
        command = [str(scripts / name), "build", "--strict", "-f", str(config)]
        if code := run([*command, "-d", str(folder / name)], ROOT):
            return code
    found = list(differences(folder / "mkdocs", folder / "properdocs"))
    print("\n".join(found[:100]) or "ProperDocs: the same HTML but for its name")
    return 1 if found else 0


def zensical(folder: Path, program: str) -> int:
    export = [sys.executable, "-m", "cards", "export", str(folder / "docs")]
    if code := run(export, ROOT):
        return code
    (folder / "mkdocs.yml").write_text(SHELL, "utf-8")
    if code := run([program, "build", "-f", "mkdocs.yml"], folder):
        return code
    tests = ["-q", "--no-header", "--tb=line", "-rf", "tests/test_site.py"]
    judged = [sys.executable, "-m", "pytest", *tests, "-p", "no:cacheprovider"]
    return run(judged, ROOT, BUILT_SITE=str(folder / "site"))


def main(arguments: Sequence[str]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        if arguments[:1] == ["properdocs"]:
            return properdocs(Path(folder))
        if arguments[:1] == ["zensical"]:
            beside = Path(sys.executable).with_name("zensical")
            program = Path(arguments[1]) if arguments[1:] else beside
            return zensical(Path(folder), str(program.absolute()))
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
