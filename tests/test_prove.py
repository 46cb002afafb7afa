"""What a proof promises: every seed moved, every claim tried, and told how far."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT, Run, Site, heed_interrupts, make_site

from cards.__main__ import main
from cards.project import Project
from cards.prove.ledger import Records, stale
from cards.prove.replicate import processors
from cards.read.source import Fault
from cards.run.seeds import fingerprint, shift_of

HOLDS = """\
import torch

for seed in range(3):
    torch.manual_seed(seed)
    x = torch.rand(9)
    assert 0 <= x.min() and x.max() < 1
"""
FAILS = """\
import torch

limit = 0.6
torch.manual_seed(0)
x = torch.rand(1).item()
assert 0 <= x and x < limit
"""
FIXED = "x = sum(range(5))\nassert x == 10\n"


def prove(site: Site, *arguments: str) -> Run:
    return site.python("cards", "prove", *arguments)


def stored(site: Site) -> list[Path]:
    return sorted((site.root / ".cache/cards/proof").glob("*.json"))


CARDS = {
    "holds": HOLDS,
    "fails": FAILS,
    "fixed": FIXED,
    "draws": "import matplotlib.pyplot as plt\n\nplt.plot([1, 2])\nplt.show()\n"
    "assert not plt.get_fignums()\n",
    "warns": "import warnings\n\nwarnings.warn('look')\nx = 1\nassert x\n",
    "unseeded": "import torch\n\nx = torch.rand(1)\nassert x < 2\n",
    "silent": "import torch\n\ntorch.manual_seed(0)\nx = torch.rand(1)\n",
    "silent-constant": "x = 1\nassert True\nassert 1 < 2, x\n",
    "silent-pair": "x = 1\nassert (x > 1, 'no')\n",
}


@pytest.fixture(scope="module")
def proven(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Run]:
    """Programs that hold and that fail, each in its way, proven together."""
    site = make_site(tmp_path_factory.mktemp("proven"), torch=True)
    for name, program in CARDS.items():
        site.card("page", name, program)
    site.append("index", "\n``` python\nx = 1\n```\n")
    return site, prove(site, "--seeds", "8", "--record")


def test_a_claim_that_holds_for_every_seed(torch_site: Site) -> None:
    torch_site.card("page", "holds", HOLDS)
    run = prove(torch_site, "--seeds", "5")
    assert run.code == 0, run.text
    assert re.search(r"page#holds +5/5 ", run.text)
    assert "every claim holds: 1 programs" in run.text


def test_a_claim_that_fails_is_told_by_line_values_and_shifts(
    proven: tuple[Site, Run],
) -> None:
    text = proven[1].text
    held = re.search(r"page#fails +(\d)/8 ", text)
    assert held
    assert "  snippets/page/fails.py:6 0 <= x and x < limit\n" in text
    told = re.findall(r"    seed +(\d): \(0 <= (0\.\d+) and .* < 0.6\)\n", text)
    assert len(told) == 8 - int(held[1]) > 0
    assert all(float(x) >= 0.6 for _, x in told)
    assert "0" not in dict(told), "the seed of the page was a lucky one"
    assert proven[1].code == 1
    assert re.search(r"page#holds +8/8 ", text)


def test_a_program_with_nothing_random_is_run_once(proven: tuple[Site, Run]) -> None:
    site, run = proven
    assert re.search(r"page#fixed +nothing random ", run.text)
    files = [json.loads(file.read_text())["file"] for file in stored(site)]
    assert files.count("snippets/page/fixed.py") == 1
    assert files.count("snippets/page/holds.py") == 8


def test_a_program_that_asserts_nothing_fails(proven: tuple[Site, Run]) -> None:
    site, run = proven
    told = re.findall(r"(\w+)\.py:1 asserts nothing that can fail", run.text)
    assert told == ["silent", "silent_constant", "silent_pair"]
    assert prove(site, "page#silent-constant").code == 1
    assert prove(site, "page#fixed").code == 0


def test_of_a_card_one_program_asserts(site: Site) -> None:
    site.card("page", "two", FIXED)
    site.write("snippets/page/two__shown.py", "print(1)\n")
    page = (site.root / "docs/page.md").read_text()
    fence = '``` python\n--8<-- "page/two.py"\n```\n'
    second = fence.replace("two.py", "two__shown.py")
    told = "\n<!--pytest-codeblocks:expected-output-->\n``` text\n1\n```\n"
    site.write("docs/page.md", page.replace(fence, f"{fence}\n{second}{told}"))
    assert prove(site).code == 0
    site.write("snippets/page/two.py", "x = sum(range(5))\n")
    run = prove(site)
    assert run.code == 1
    assert run.text.count("asserts nothing that can fail") == 2


def test_prose_need_not_assert(proven: tuple[Site, Run]) -> None:
    assert "index" not in proven[1].text


def test_what_the_engine_watches_stays_a_failure(proven: tuple[Site, Run]) -> None:
    text = proven[1].text
    assert "snippets/page/warns.py:3 warns: UserWarning: look" in text
    assert "unseeded.py:1 draws from torch but never seeds it" in text


def test_figures_are_not_drawn(proven: tuple[Site, Run]) -> None:
    site, run = proven
    assert re.search(r"page#draws +nothing random ", run.text)
    entries = [json.loads(file.read_text()) for file in stored(site)]
    assert not any(entry["result"]["figures"] for entry in entries)


def test_a_second_proof_runs_nothing(proven: tuple[Site, Run]) -> None:
    site, first = proven
    contents = [file.read_bytes() for file in stored(site)]
    record = (site.root / "proof.json").read_text()
    second = prove(site, "--seeds", "8", "--record")
    assert second.code == first.code
    assert [file.read_bytes() for file in stored(site)] == contents, "seconds, too"
    assert (site.root / "proof.json").read_text() == record
    tables = [run.text.partition("\ncard ")[2] for run in (first, second)]
    one, two = (table.partition("\nnative: ")[0] for table in tables)
    assert one == two
    assert re.search(r" mutants: 0 run, ", second.text)
    prove(site, "--seeds", "9", "page#holds")
    assert len(stored(site)) == len(contents) + 1, "one more seed is one more run"


def test_what_was_found_is_recorded(proven: tuple[Site, Run]) -> None:
    entries = json.loads((proven[0].root / "proof.json").read_text())
    assert sorted(entries) == sorted(f"page#{name}" for name in CARDS)
    fails, fixed = entries["page#fails"], entries["page#fixed"]
    assert fails["seeds"] == 8 > fails["held"] > 0
    assert fails["random"]
    assert fails["processors"] == ["native"]
    assert set(fails["versions"]) >= {"python", "torch", "numpy", "matplotlib"}
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", fails["date"])
    assert (fixed["random"], fixed["seeds"], fixed["held"]) == (False, 1, 1)


SEEDED = {
    "torch": "import torch\n\ntorch.manual_seed(0)\ndraw = torch.rand(1).item()\n",
    "generator": "import torch\n\ng = torch.Generator(device='cpu').manual_seed(0)\n"
    "assert isinstance(torch.default_generator, torch.Generator)\n"
    "draw = torch.rand(1, generator=g).item()\n",
    "numpy": "import numpy as np\n\nnp.random.seed(0)\ndraw = np.random.rand()\n",
    "default_rng": "from numpy.random import default_rng\n\n"
    "draw = default_rng(seed=0).random()\n",
    "default_rng of a list": "from numpy.random import default_rng\n\n"
    "draw = default_rng([1, 2]).random()\n",
    "bit generator": "import numpy as np\n\n"
    "draw = np.random.Generator(np.random.PCG64(1)).random()\n",
    "RandomState": "import numpy as np\n\ndraw = np.random.RandomState(0).rand()\n",
    "random": "import random\n\nrandom.seed('a')\ndraw = random.random()\n",
    "Random": "from random import Random\n\ndraw = Random(0).random()\n",
    "split": "from sklearn.model_selection import train_test_split\n\n"
    "draw = train_test_split(range(10**6), random_state=0)[0][0]\n",
    "estimator": "from sklearn.random_projection import GaussianRandomProjection\n\n"
    "e = GaussianRandomProjection(2, random_state=0).fit([[0] * 9])\n"
    "draw = e.components_[0, 0]\n",
    "global state": "import numpy as np\nfrom sklearn.utils import shuffle\n\n"
    "np.random.seed(0)\ndraw = shuffle(range(10**6))[0]\n",
}


def test_every_way_to_seed_is_shifted(torch_site: Site) -> None:
    for i, program in enumerate(SEEDED.values()):
        torch_site.card("page", f"seeded-{i}", program + "assert draw is None\n")
    lines = prove(torch_site, "--seeds", "3").text.splitlines()
    text = "\n".join(line for line in lines if "fails unchanged" not in line)
    for i, name in enumerate(SEEDED):
        _, _, mine = text.rpartition(f"page#seeded-{i} ")
        mine, _, _ = mine.partition("page#")
        told = re.findall(r"seed +\d: (.*) is None", mine)
        assert len(told) == len(set(told)) == 3, f"{name}: {mine}"


def test_the_first_shift_is_the_program_as_it_stands(torch_site: Site) -> None:
    torch_site.card("page", "a", SEEDED["torch"] + "assert draw is None\n")
    text = prove(torch_site, "--seeds", "2").text
    assert "seed  0: 0.49625" in text


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("arguments", [[], ["--machines"]])
def test_a_proof_that_is_stopped_keeps_what_had_finished(
    site: Site, arguments: list[str]
) -> None:
    """Ctrl-C reaches every process of the terminal's group."""
    site.card("page", "quick", FIXED)
    wait = "import os\nimport time\n\n"
    wait += "from pathlib import Path\n"
    wait += f"late = {bool(arguments)} and 'ATEN_CPU_CAPABILITY' not in os.environ\n"
    started = site.root / "started"
    wait += f"late or Path({str(started)!r}).touch()\n"
    wait += "time.sleep(0 if late else 50)\nassert time\n"
    site.card("page", "slow", wait)
    process = subprocess.Popen(
        [sys.executable, "-m", "cards", "prove", *arguments],
        cwd=site.root,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=heed_interrupts,
    )
    wanted = 3 if arguments else 1  # unmoved: both; as another processor: one
    for _ in range(600):
        if len(stored(site)) == wanted:
            break
        time.sleep(0.1)
    while not started.exists():
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130, said
    assert said.decode().strip() == "stopped; what had finished is kept"
    assert len(stored(site)) == wanted


def test_a_program_that_hangs_is_tried_once(site: Site) -> None:
    settings = (site.root / "pyproject.toml").read_text()
    site.write("pyproject.toml", settings.replace("timeout = 60", "timeout = 3"))
    program = "import random\nimport time\n\nrandom.seed(0)\ntime.sleep(9)\n"
    site.card("page", "hangs", program + "assert random.random() < 1\n")
    run = prove(site)
    assert run.code == 1
    assert re.search(r"page#hangs +0/1 ", run.text)
    assert "snippets/page/hangs.py:5 runs longer than 3 s" in run.text
    assert not stored(site)


MACHINE = """\
import torch

print(torch.backends.cpu.get_cpu_capability(), torch.get_num_threads())
print(torch.get_default_dtype())
x = torch.tensor(1 / 3, dtype=torch.float32) * torch.ones(1).float()
assert x.double().item() != 1 / 3
"""


def test_machines_compute_as_they_are_told_to(torch_site: Site) -> None:
    torch_site.card("page", "machine", MACHINE, "native 1\ntorch.float32")
    run = prove(torch_site, "--machines")
    assert run.code == 1
    _, _, table = run.text.partition("\ncard ")
    told = re.split(r"\n[\w ]+: \d of 1 print", table)[2:]
    project = Project.load(torch_site.root)
    for name, text in zip(processors(project.settings), told, strict=True):
        computed = name.upper() if name in ("default", "avx2") else r"\w+"
        printed = rf"\+{computed} {project.settings.processors[name].threads}\n"
        assert re.search(printed, text), f"{name}: {text}"


def test_machines_agree_within_the_printed_digits(torch_site: Site) -> None:
    torch_site.card("page", "holds", HOLDS + "print(f'{x.sum():.4f}')\n", "4.5924")
    run = prove(torch_site, "--seeds", "2", "--machines")
    assert run.code == 0, run.text
    project = Project.load(torch_site.root)
    said = [
        f"{s}: 1 of 1 print what the page says" for s in processors(project.settings)
    ]
    assert all(line in run.text for line in said)
    before = len(stored(torch_site))
    assert prove(torch_site, "--seeds", "2", "--machines").code == 0
    assert len(stored(torch_site)) == before


def test_a_record_keeps_the_entries_that_were_not_tried(site: Site) -> None:
    site.card("page", "a", FIXED)
    site.card("page", "b", FIXED + "assert x\n")
    prove(site, "--record")
    file = site.root / "proof.json"
    entries = json.loads(file.read_text())
    entries["page#a"]["processors"] = ["avx2", "native"]
    entries["page#b"]["date"] = "2020-02-02"
    entries["page#gone"] = entries["page#a"]
    file.write_text(json.dumps(entries))
    assert prove(site, "page#a", "--record").code == 0
    entries = json.loads(file.read_text())
    assert set(entries) == {"page#a", "page#b"}
    assert entries["page#b"]["date"] == "2020-02-02"
    assert entries["page#a"]["processors"] == ["avx2", "native"], "still the same"
    site.write("snippets/page/a.py", FIXED + "assert x > 1\n")
    prove(site, "page#a", "--record")
    assert json.loads(file.read_text())["page#a"]["processors"] == ["native"]


def found(site: Site) -> list[Fault]:
    return stale(Project.load(site.root))


def test_a_stale_proof_is_a_fault(site: Site) -> None:
    for name in ("same", "changed", "gone"):
        site.card("page", name, FIXED + f"assert '{name}' and x\n")
    assert len(found(site)) == 3
    assert prove(site, "--record").code == 0
    assert found(site) == []
    program = (site.root / "snippets/page/changed.py").read_text()
    site.write("snippets/page/changed.py", program + "assert x > 9\n")
    page = (site.root / "docs/page.md").read_text()
    page = page.replace("gone.py", "new_one.py").replace("gone", "new-one")
    site.write("docs/page.md", page)
    site.write("snippets/page/new_one.py", FIXED)
    told = [fault.show(site.root) for fault in found(site)]
    command = "python -m cards prove"
    recorded = (site.root / "proof.json").read_text()
    line = recorded[: recorded.index('"page#gone": ')].count("\n") + 1
    assert told == [
        f"proof.json:{line} records page#gone, which is no more: {command} --record",
        "snippets/page/changed.py:1 [changed] has changed since it was proven: "
        f"{command} page#changed --record",
        "snippets/page/new_one.py:1 [new-one] was never proven: "
        f"{command} page#new-one --record",
    ]


def test_a_record_that_is_none_is_a_fault(site: Site) -> None:
    site.card("page", "a", FIXED)
    for text in ("[]", "{", "\N{FULL BLOCK}"):
        site.write("proof.json", text)
        assert "is no record of a proof" in found(site)[0].what


def test_wrong_arguments_are_refused(site: Site) -> None:
    site.card("page", "a", FIXED)
    assert prove(site, "--seeds", "0").code == 2
    run = prove(site, "page#b")
    assert run.code == 2
    assert "has no card 'b'" in run.text


def test_the_seeds_follow_from_the_words_of_a_program() -> None:
    """A remark costs nothing; another bound meets other seeds."""
    remark = FAILS.replace("limit = 0.6", "limit = 0.6  # a bound\n")
    other = FAILS.replace("0.6", "0.7")
    shifts = [[shift_of(text, k) for k in range(20)] for text in (FAILS, remark, other)]
    assert shifts[0] == shifts[1] and shifts[0][0] == 0
    assert not set(shifts[0][1:]) & set(shifts[2][1:])
    assert fingerprint(FAILS) == fingerprint(remark) != fingerprint(other)


def test_what_this_machine_cannot_imitate_is_asked_of_nobody(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on an ARM Mac: fewer processors, a proof that is whole all the same."""
    project = Project.load(site.root)
    monkeypatch.setattr("platform.machine", lambda: "arm64")
    assert processors(project.settings) == ["two threads"]
    site.card("page", "a", FIXED)
    monkeypatch.chdir(site.root)
    assert main(["prove", "--record"]) == 0
    assert found(site) == []


def test_numbers_have_a_range_over_the_seeds(site: Site) -> None:
    settings = (site.root / "pyproject.toml").read_text()
    files = 'proof = "proof.json"\nranges = "ranges.json"\ntimeout ='
    site.write("pyproject.toml", settings.replace("timeout =", files))
    program = "import random\n\nrandom.seed(0)\nx = random.random()\n"
    program += "print(f'of 7: {x:.2f}')\nprint('small' if x < 0.5 else 'large')\n"
    site.card("page", "a", program + "assert 0 <= x < 1\n", "of 7: 0.84\nlarge")
    prove(site, "--record")
    project = Project.load(site.root)
    card = project.find("page#a")[1]
    assert card
    seeds, found = Records(project).ranges(card.programs[0])
    number, line = found[0]
    assert seeds == 20
    assert (number.start, number.end) == (6, 10)
    assert 0 <= float(number.low) < 0.84 <= float(number.high) < 1
    assert (line.start, line.end, line.low, line.high) == (11, 16, "", "")
    assert 0 < line.other < 20


def test_other_seeds_by_a_word_are_recorded_where_a_file_is_named(site: Site) -> None:
    site.card(
        "page",
        "a",
        "import random\n\nrandom.seed(0)\nx = random.random()\nassert x < 1\n",
    )
    run = prove(site, "--seeds", "3", "--salt", "2026-11-28")
    assert run.code == 0 and re.search(r"page#a +4/4 ", run.text)
    run = prove(site, "--salt", "a", "--record")
    assert run.code == 2 and "the setting week" in run.text


def test_few_caught_mutants_and_no_paste_are_faults(site: Site) -> None:
    settings = (site.root / "pyproject.toml").read_text()
    settings = re.sub(r"(?m)^old_form = .*\n", "", settings)
    site.write("pyproject.toml", settings)
    site.card("page", "a", "n = 3\nx = n * 2\nassert n\n")
    assert prove(site, "--record").code == 0
    told = [fault.what for fault in found(site)]
    assert len(told) == 1 and "mutants are caught, 90% have to be" in told[0]
    elsewhere = site.root / "elsewhere.json"
    held = elsewhere.read_text()
    assert sorted(json.loads(held)) == ["notebooks/page.ipynb", "page#a"]
    elsewhere.unlink()
    assert any("was never run alone" in fault.what for fault in found(site))
    assert prove(site, "--alone-only", "--record").code == 0
    assert elsewhere.read_text() == held
    elsewhere.write_text("{")
    assert any(
        fault.file == elsewhere and "is no record of what held" in fault.what
        for fault in found(site)
    )
    assert prove(site, "--alone-only", "--record").code == 2
    assert elsewhere.read_text() == "{"
    elsewhere.write_text(held)
    file = site.root / "proof.json"
    entries = json.loads(file.read_text())
    del entries["page#a"]["mutants"]
    file.write_text(json.dumps(entries))
    old = 'old_form = ["page"]\ntimeout ='
    site.write("pyproject.toml", settings.replace("timeout =", old))
    assert found(site) == [], "a page of the old form keeps its old proof"
