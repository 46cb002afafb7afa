"""Lock requirements.txt from pyproject.toml, for every system and Python.

uv reads from pyproject.toml what the CPU build of torch needs, so no CUDA
package gets in; the index that has that build is named at the top.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
FILE = ROOT / "requirements.txt"
HEAD = """\
# Locked from pyproject.toml by `make lock`; do not edit.
# The CPU build of torch, without several GB of CUDA packages:
--extra-index-url https://download.pytorch.org/whl/cpu
"""
COMMAND = [
    *(sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml"),
    *("--extra", "dev", "--universal", "--python-version", "3.11", "--upgrade"),
    *("--no-header", "--no-annotate", "--no-emit-index-url", "--quiet"),
]

locked = subprocess.run(
    COMMAND, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
).stdout
locked = locked.replace("+cpu", "")  # the index decides; elsewhere there is none
FILE.write_text(HEAD + locked, encoding="utf-8")
print(f"wrote {FILE.name}: {len(locked.splitlines())} packages")
