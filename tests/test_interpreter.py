"""A program runs as `python program.py` would run it, to its very end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Site, run_program, run_programs

ENDS = {
    "atexit": ("import atexit\n\natexit.register(print, 'bye')\n", "bye\n", ""),
    "timer": (
        "from threading import Timer\n\nTimer(0.1, print, ['late']).start()\n",
        "late\n",
        "",
    ),
    "thread that raises": (
        "from threading import Thread\n\nThread(target=lambda: 1 / 0).start()\n",
        "",
        "ZeroDivisionError: division by zero",
    ),
    "executor": (
        "import time\nfrom concurrent.futures import ThreadPoolExecutor\n\n"
        "pool = ThreadPoolExecutor(1)\n"
        "pool.submit(time.sleep, 0.1)\npool.submit(print, 'done')\n",
        "done\n",
        "",
    ),
    "del": (
        "class A:\n    def __del__(self):\n        print('gone')\n\n\na = A()\n",
        "gone\n",
        "",
    ),
    "del that raises": (
        "class A:\n    def __del__(self):\n        1 / 0\n\n\na = A()\n",
        "",
        "ZeroDivisionError",
    ),
    "atexit after an error": (
        "import atexit\n\natexit.register(print, 'bye')\nraise SystemExit\n",
        "bye\n",
        "",
    ),
}


def test_what_happens_after_the_last_line_is_kept() -> None:
    programs = {name: program for name, (program, _, _) in ENDS.items()}
    for name, result in run_programs(programs).items():
        _, printed, wrote = ENDS[name]
        notes = "\n".join(what for _, what in result.notes)
        assert result.printed == [printed], name
        if wrote:
            assert "writes to stderr" in notes, name
            assert wrote in notes, name
        else:
            assert not notes, name


def test_a_thread_that_lives_on_is_waited_for_within_the_time_limit() -> None:
    program = (
        "import threading\nimport time\n\n"
        "threading.Thread(target=time.sleep, args=[300]).start()\n"
    )
    works = program.replace("args=[300]", "args=[300], daemon=True")
    works = f"{works}print('not waited for')\n"
    result = run_program(program, timeout=4)
    assert result.error
    assert result.error.kind == "time"
    assert run_program(works).printed == ["not waited for\n"]


NATIVE = """\
import ctypes

c = ctypes.CDLL(None)
print("one")
c.puts(b"two")
print("three")
c.printf(b"four %d", 4)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="C's printf of POSIX")
def test_output_of_native_code_keeps_its_place_and_its_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wanted = ["one\ntwo\nthree\nfour 4"]
    assert run_program(NATIVE).printed == wanted
    monkeypatch.setenv("PYTHONUNBUFFERED", "1")
    assert run_program(NATIVE, start="spawn").printed == wanted


def test_annotations_are_evaluated_unless_the_program_says_otherwise() -> None:
    step = "def step(x: Tensor):\n    return x\n\n\nprint(step(1))\n"
    plain = run_program(step)
    assert plain.error
    assert plain.error.message == "NameError: name 'Tensor' is not defined"
    future = "from __future__ import annotations\n\n" + step
    assert run_program(future).printed == ["1\n"]
    assert run_program(future, parts=(0, 2)).printed == ["", "1\n"], "a later part"
    late = "x = 1\nfrom __future__ import annotations\n"
    error = run_program(late, parts=(0, 1)).error
    assert error
    assert error.line == 2
    assert "must occur at the beginning" in error.message


def test_a_syntax_error_is_told_before_anything_runs() -> None:
    result = run_program("print(1)\n\nreturn 2\n")
    assert result.error
    assert result.error.line == 3
    assert "'return' outside function" in result.error.message
    assert result.printed == [""]


def test_the_engine_cannot_be_imported() -> None:
    programs = {
        name: f"{program}\nprint('here')\n"
        for name, program in {
            "engine": "import cards",
            "part": "from cards.run import watch",
            "loaded": "import sys\nsys.modules['cards']",
        }.items()
    }
    for start in ("forkserver", "spawn"):
        results = run_programs(programs, start=start)
        errors = {name: r.error.message for name, r in results.items() if r.error}
        assert errors == {
            "engine": "ModuleNotFoundError: No module named 'cards'",
            "part": "ModuleNotFoundError: No module named 'cards'",
            "loaded": "KeyError: 'cards'",
        }
    path = "import sys\nfrom pathlib import Path\n\n"
    path += f"print([p for p in sys.path if Path(p) == Path({str(ROOT)!r})])\n"
    assert run_program(path).printed == ["[]\n"]


def test_a_program_may_import_what_it_has_written() -> None:
    program = "from pathlib import Path\n\n"
    program += "Path('mine.py').write_text('x = 7')\nimport mine\n\nprint(mine.x)\n"
    assert run_program(program).printed == ["7\n"]


def test_a_program_may_go_elsewhere_and_write_any_file(tmp_path: Path) -> None:
    programs = {
        "goes": f"import os\n\nos.chdir({str(tmp_path)!r})\nprint('there')\n",
        "writes": "for name in ('out', 'err', 'trace'):\n"
        "    open(name, 'w').write('mine')\nprint('written')\n",
        "sees": "import os\n\nprint(os.listdir())\n",
    }
    results = run_programs(programs)
    assert {name: result.printed for name, result in results.items()} == {
        "goes": ["there\n"],
        "writes": ["written\n"],
        "sees": ["[]\n"],
    }
    assert not any(result.notes or result.error for result in results.values())
    assert list(tmp_path.iterdir()) == []


def test_what_the_caller_has_set_changes_no_result(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """By `spawn`: each process takes the environment as it is then."""
    program = (
        "import os\nimport sys\nimport warnings\n\nimport matplotlib\n\n"
        "warnings.warn('old', DeprecationWarning)\n"
        "print(os.environ.get('OMP_NUM_THREADS'), os.environ.get('COLUMNS'))\n"
        "print(matplotlib.rcParams['lines.linewidth'], os.environ.get('NO_COLOR'))\n"
        "print(sys.flags.hash_randomization, open('x', 'w').encoding)\n"
        "print([n for n in os.environ if n.startswith('PYTHON')])\nassert False\n"
    )
    plain = run_program(program, start="spawn")
    assert plain.error
    assert plain.error.kind == "assertion"
    assert plain.notes == [(7, "warns: DeprecationWarning: old")]
    style = tmp_path / "matplotlibrc"
    style.write_text("lines.linewidth: 9\n")
    for name, value in {
        "MATPLOTLIBRC": str(style),
        "PYTHONHASHSEED": "0",
        "PYTHONWARNINGS": "ignore",
        "PYTHONOPTIMIZE": "1",
        "PYTHONUTF8": "0",
        "LC_ALL": "C",
        "COLUMNS": "33",
        "NO_COLOR": "1",
        "OMP_NUM_THREADS": "2",
        "MKL_VERBOSE": "1",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "warnoptions", ["ignore"])
    changed = run_program(program, start="spawn")
    assert changed.printed == plain.printed
    assert changed.notes == plain.notes
    assert changed.error == plain.error


def test_what_is_another_in_each_run_is_noted() -> None:
    programs = {
        "address": "print(object())\n",
        "set": "print({'a', 'b'})\n",
        "bits": "print('0x3f800000', {'a': 1}, {1, 2}, sorted({'a', 'b'}))\n",
    }
    notes = {name: r.notes for name, r in run_programs(programs).items()}
    assert notes == {
        "address": [(1, "prints an address, another in each run")],
        "set": [(1, "prints a set of strings, in another order in each run: sort it")],
        "bits": [],
    }


def test_a_layout_of_the_program_gives_no_warning() -> None:
    draw = (
        "import matplotlib.pyplot as plt\n\nfig, axes = plt.subplots(1, 2)\n"
        "picture = axes[0].imshow([[1, 2]])\nplt.colorbar(picture, shrink=0.6)\n"
    )
    ways = [
        "plt.tight_layout()",
        "fig.tight_layout(pad=2)",
        "fig.set_layout_engine('tight')",
        "fig.subplots_adjust(left=0.3)",
        "plt.subplots_adjust(wspace=0.5)\nplt.tight_layout()",
        "fig.savefig('a.png', bbox_inches='tight')",
    ]
    results = run_programs({way: f"{draw}{way}\nplt.show()\n" for way in ways})
    for way, result in results.items():
        assert not result.notes, way
        assert not result.error, way
        assert len(result.figures) == 1, way
    asked = draw.replace("2)", "2, layout='constrained')", 1).replace(
        "plt.colorbar(picture, shrink=0.6)", "plt.tight_layout()"
    )
    (note,) = run_program(asked + "plt.show()\n").notes
    assert "layout has changed to tight" in note[1], "as the reader is warned"


def test_a_figure_is_laid_out_where_its_program_leaves_that_open() -> None:
    begin = "import matplotlib.pyplot as plt\n\nfig, axes = plt.subplots(1, 2)\n"
    ways = {
        "open": "axes[1].set_ylabel('label')\n",
        "with a color bar": "plt.colorbar(axes[1].imshow([[1, 2]]), ax=axes[1])\n",
        "adjusted": "axes[1].set_ylabel('label')\nfig.subplots_adjust(wspace=0)\n",
    }
    end = "before = axes[1].get_position().x0\nplt.show()\n"
    end += "print(axes[1].get_position().x0 != before)\n"
    programs = {way: begin + text + end for way, text in ways.items()}
    moved = {way: r.printed[0].strip() for way, r in run_programs(programs).items()}
    assert moved == {"open": "True", "with a color bar": "True", "adjusted": "False"}


def test_a_color_bar_beside_the_only_plot_is_laid_out() -> None:
    """matplotlib's constrained layout divides by zero where it comes after the bar."""
    program = (
        "import matplotlib.pyplot as plt\n\nplt.imshow([[1, 2]])\n"
        "plt.colorbar(label='height')\nplt.show()\n"
    )
    result = run_program(program)
    assert not result.error and not result.notes
    assert len(result.figures) == 1


@pytest.mark.parametrize("start", ["forkserver", "spawn"])
def test_processes_find_the_engine_whatever_the_path_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, start: str
) -> None:
    """As MkDocs leaves it: the hook's folder is taken off the path again."""
    monkeypatch.chdir(tmp_path)
    kept = [entry for entry in sys.path if Path(entry or ".").resolve() != ROOT]
    monkeypatch.setattr(sys, "path", kept)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    assert run_program("print(1)\n", start=start).printed == ["1\n"]
    assert sys.path == kept


def test_the_console_of_another_folder_finds_the_engine(site: Site) -> None:
    """In a process of its own, which has started no fork server yet."""
    site.write(
        "other.py",
        f"import sys\n\nsys.path.insert(0, {str(ROOT)!r})\n"
        "from conftest import run_program\n"
        f"sys.path.remove({str(ROOT)!r})\n"
        "print(run_program('print(7)').printed)\n",
    )
    for start in ("forkserver", "spawn"):
        text = (site.root / "other.py").read_text()
        text = text.replace("'print(7)'", f"'print(7)', start={start!r}")
        site.write(f"{start}_.py", text)
        run = site.python(f"{start}_", PYTHONPATH=str(ROOT / "tests"))
        assert run.text == "['7\\n']\n"


@pytest.mark.parametrize("start", ["forkserver", "spawn"])
def test_the_console_script_of_mkdocs_runs_programs(
    site: Site, tmp_path_factory: pytest.TempPathFactory, start: str
) -> None:
    """MkDocs takes the hook's folder off the path; no PYTHONPATH helps out."""
    site.card("page", "one", "print(1)\n", "1")
    mkdocs = Path(sys.executable).with_name("mkdocs")
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    ended = subprocess.run(
        [mkdocs, "build", "--strict", "-f", site.root / "mkdocs.yml"],
        cwd=tmp_path_factory.mktemp("elsewhere"),
        env=environment | {"CARDS_START": start, "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert ended.returncode == 0, ended.stdout
    assert (site.root / "site/page/index.html").exists()


def test_only_a_program_s_process_loads_what_draws(site: Site) -> None:
    site.write(
        "look.py",
        "import sys\n\nimport cards.__main__\n\n"
        "print({'matplotlib', 'numpy', 'torch'} & set(sys.modules))\n",
    )
    assert site.python("look").text == "set()\n"
