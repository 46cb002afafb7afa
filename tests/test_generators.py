"""What draws at random is seeded first, whichever package it is of, and by whom."""

from __future__ import annotations

import random
import re

from conftest import run_program, run_programs

from cards.project import Generator

UNSEEDED = {
    "import numpy as np\n\nnp.random.RandomState()\n": "numpy.random.RandomState()",
    "import random\n\nrandom.Random()\n": "random.Random()",
    "import random\n\nrandom.Random(None).random()\n": "random.Random()",
    "import numpy as np\n\nnp.random.Generator(np.random.PCG64()).random()\n": (
        "numpy.random.PCG64()"
    ),
    "import numpy as np\n\nnp.random.SeedSequence()\n": "numpy.random.SeedSequence()",
    "import numpy as np\n\nnp.random.default_rng()\n": "numpy.random.default_rng()",
    "import torch\n\ng = torch.Generator()\ntorch.rand(1, generator=g)\n": (
        "torch.Generator()"
    ),
    "import torch\n\ntorch.Generator(device='cpu').seed()\n": "torch.Generator()",
}


def test_a_generator_that_is_never_seeded_is_noted_with_its_line() -> None:
    results = run_programs({program: program for program in UNSEEDED})
    notes = {program: result.notes for program, result in results.items()}
    for program, name in UNSEEDED.items():
        assert notes[program] == [(3, f"{name} without a seed")], program


SEEDED = [
    "import random\n\nr = random.Random()\nr.seed(1)\nr.random()\n",
    "import random\n\nr = random.Random(1)\ns = random.Random()\n"
    "s.setstate(r.getstate())\n",
    "import numpy as np\n\nnp.random.RandomState(0)\nnp.random.default_rng(seed=1)\n",
    "import numpy as np\n\nnp.random.Generator(np.random.PCG64(1)).random()\n",
    "import torch\n\ng = torch.Generator().manual_seed(0)\nh = torch.Generator()\n"
    "h.set_state(g.get_state())\ntorch.rand(1, generator=h)\n",
    "import torch\nfrom torch.utils.data import DataLoader\n\ntorch.manual_seed(0)\n"
    "list(DataLoader(range(4), shuffle=True))\n",
    "from sklearn.model_selection import train_test_split\n\n"
    "train_test_split(range(9), random_state=0)\n",
    "import copy\nimport pickle\n\nimport numpy as np\n\n"
    "r = np.random.RandomState(0)\ns = copy.deepcopy(r)\n"
    "t = pickle.loads(pickle.dumps(r))\nassert r.rand() == s.rand() == t.rand()\n"
    "assert isinstance(s, np.random.RandomState)\n",
]


def test_one_that_is_seeded_is_not() -> None:
    for program, result in run_programs({text: text for text in SEEDED}).items():
        assert (result.notes, result.error) == ([], None), program


def test_a_generator_of_the_settings_is_watched_however_it_is_imported() -> None:
    programs = {
        "never": "import torch\n\ntorch.rand(3)\n",
        "late": "from torch import manual_seed, rand\n\nrand(3)\nmanual_seed(0)\n",
        "looked for": "import importlib.util\n\nimportlib.util.find_spec('torch')\n"
        "import torch\n\ntorch.rand(3)\n",
        "none": "import sys\n\nprint('torch' in sys.modules)\n",
    }
    # spawned: what other tests have loaded ahead is not there
    results = run_programs(programs, start="spawn")
    assert {name: result.notes for name, result in results.items()} == {
        "never": [(1, "draws from torch but never seeds it")],
        "late": [(4, "draws from torch before it calls torch.manual_seed")],
        "looked for": [(1, "draws from torch but never seeds it")],
        "none": [],
    }
    assert results["none"].printed == ["False\n"], "what is not needed is not loaded"
    assert not results["none"].random


def test_an_engine_that_is_told_of_no_package_knows_none() -> None:
    result = run_program("import torch\n\ntorch.rand(3)\n", generators=())
    assert result.notes == []


DICE = """\
from pathlib import Path

Path("dice.py").write_text(
    "n = 0\\ndef seed(x):\\n    global n\\n    n = x\\ndef state():\\n    return n\\n"
)
import dice

dice.n += 1
dice.seed(1)
print(dice.n)
"""


def test_any_package_may_be_named() -> None:
    dice = Generator("dice", seed="dice.seed", state="dice.state")
    result = run_program(DICE, generators=(dice,), processor="native", shift=5)
    assert result.notes == [(9, "draws from dice before it calls dice.seed")]
    assert result.printed == ["6\n"]


def test_a_wrong_name_in_the_settings_is_told() -> None:
    dice = Generator("dice", seed="dice.sead", state="dice.state")
    result = run_program(DICE, generators=(dice,))
    ((line, what),) = result.notes
    assert line == 6
    assert re.match("cannot be watched for dice: .* has no attribute 'sead'", what)


def test_seeds_are_moved_once_whoever_passes_them_on() -> None:
    program = (
        "import random\n\nimport numpy as np\n\n"
        "random.seed(1)\na = random.random()\n"
        "assert random.Random(1).random() == a\n"
        "print(a)\nprint(np.random.RandomState(1).get_state()[1][0])\n"
    )
    result = run_program(program, processor="native", shift=7)
    assert result.printed == [f"{random.Random(8).random()}\n8\n"]
    assert result.random
