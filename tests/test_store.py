"""What the store promises: kept by content, whole or not at all, in any weather."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import fields, replace
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Site, heed_interrupts

from cards.files import write
from cards.project import Project
from cards.run import store as store_module
from cards.run.job import Error, Job, Result, job_of
from cards.run.store import Store


def entries(site: Site) -> list[Path]:
    return sorted((site.root / ".cache/cards").glob("*.json"))


def run(site: Site) -> list[tuple[str, bool]]:
    """The programs of a site in the order of their results; each: was it stored?"""
    project = Project.load(site.root)
    programs = [program for page in project.pages for program in page.programs]
    found = Store(project).results(programs)
    return [(program.name, stored) for program, _, stored in found]


def slow_site(site: Site, timeout: int, n: int = 6) -> Site:
    """Quick programs and slow ones, so that a signal meets one in the middle."""
    settings = (site.root / "pyproject.toml").read_text()
    settings = settings.replace("timeout = 60", f"timeout = {timeout}")
    site.write("pyproject.toml", settings)
    for i in range(n):
        program = f"import time\n\ntime.sleep({0.0 if i < 2 else 60})\nprint({i})\n"
        site.card("slow", f"number-{i}", program, str(i))
    return site


def start(site: Site) -> subprocess.Popen[bytes]:
    with (site.root / "said").open("w") as said:
        return subprocess.Popen(
            [sys.executable, "-m", "cards", "check"],
            cwd=site.root,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=heed_interrupts,
        )


def wait_for_entries(site: Site, n: int) -> None:
    for _ in range(600):
        if len(entries(site)) >= n:
            return
        time.sleep(0.1)
    pytest.fail(f"no {n} results in a minute")


def processes_in(session: int) -> list[str]:
    """Command lines of what still runs in a session (zombies left out)."""
    listed = subprocess.run(
        ["ps", "-o", "stat=,args=", "-s", str(session)], capture_output=True, text=True
    )
    return [line for line in listed.stdout.splitlines() if not line.startswith("Z")]


def test_what_has_run_is_not_run_again(site: Site) -> None:
    site.card("page", "one", "print(1)\n", "1")
    assert "1 run, 0 stored" in site.check().text
    again = site.check()
    assert again.code == 0
    assert "0 run, 1 stored" in again.text


def test_a_changed_program_is_run_again_and_no_other(site: Site) -> None:
    site.card("page", "one", "print(1)\n", "1")
    site.card("page", "two", "print(2)\n", "2")
    assert len(run(site)) == 2
    site.write("snippets/page/two.py", "print(1 + 1)\n")
    assert run(site) == [("page#one", True), ("page#two", False)]


def job_in(site: Site) -> Job:
    site.card("page", "one", "print(1)\n", "1")
    project = Project.load(site.root)
    return job_of(project.pages[1].programs[0], project)


def key(site: Site, job: Job) -> str:
    """As another process would make it."""
    return Store(Project.load(site.root)).key(job)


@pytest.mark.parametrize("package", ["matplotlib", "scour"])
def test_another_version_of_a_package_runs_all_again(
    site: Site, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    """Of those of the settings, and of what writes the figures."""
    job = job_in(site)
    before, version = key(site, job), metadata.version
    monkeypatch.setattr(
        metadata, "version", lambda name: "99" if name == package else version(name)
    )
    assert key(site, job) != before


def test_any_change_of_what_runs_programs_runs_all_again(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    job = job_in(site)
    before = key(site, job)
    copy = shutil.copytree(Path(store_module.__file__).parent, tmp_path / "run")
    monkeypatch.setattr(store_module, "__file__", str(copy / "store.py"))
    assert key(site, job) == before
    files = sorted(copy.glob("*.py"))
    assert len(files) > 10
    for file in files:
        text = file.read_text()
        file.write_text(text + "\n")
        assert key(site, job) != before, file.name
        file.write_text(text)
    assert key(site, job) == before


def test_the_key_is_of_all_that_a_result_depends_on(site: Site) -> None:
    job = job_in(site)
    before = key(site, job)
    torch = Project.load(site.root).settings.generators[0]
    changes: dict[str, Any] = {
        "file": "other.py",
        "text": "print(2)",
        "numbers": (2,),
        "parts": (1,),
        "generators": (replace(torch, name="other"),),
        "processor": "native",
        "environment": (("A", "1"),),
        "setup": "x = 1",
        "shift": 1,
    }
    for name, value in changes.items():
        assert key(site, replace(job, **{name: value})) != before, name
    limits = {field.name for field in fields(Job)} - set(changes)
    assert limits == {"timeout", "memory"}
    assert key(site, replace(job, timeout=1.0, memory=1)) == before
    settings = (site.root / "pyproject.toml").read_text()
    site.write("pyproject.toml", settings.replace("timeout = 60", "timeout = 61"))
    assert key(site, job) == before


def test_a_cache_that_cannot_be_written_serves_what_it_has(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As on a read-only file system."""
    site.card("page", "one", "print(1)\n", "1")
    assert run(site) == [("page#one", False)]
    site.card("page", "two", "print(2)\n", "2")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    for name in ("utime", "unlink", "replace", "mkdir"):
        monkeypatch.setattr(os, name, refuse)
    monkeypatch.setattr(store_module, "write", refuse)
    monkeypatch.setattr(store_module, "KEEP", -1)
    project = Project.load(site.root)
    store = Store(project)
    one, two = project.pages[1].programs
    assert [stored for _, _, stored in store.results([one])] == [True]
    assert store.prune() == 0
    assert capsys.readouterr().err == "", "nothing had to be written"
    store.put("key", job_of(two, project), Result(["2\n"]))
    store.put("other", job_of(two, project), Result(["2\n"]))
    assert store.get("key") == Result(["2\n"])
    wanted = "cards: results are not kept: [Errno 30] Read-only file system\n"
    assert capsys.readouterr().err == wanted


def test_pruning_may_meet_another_process(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the listing and the look at a file another has removed it."""
    store = Store(Project.load(site.root))
    site.write(".cache/cards/b.json", "{}")
    site.write(".cache/cards/a.part", "")
    monkeypatch.setattr(store_module, "KEEP", -1)
    stat = Path.stat

    def vanish(path: Path, **more: Any) -> os.stat_result:
        if path.suffix == ".part":
            path.unlink(missing_ok=True)
        return stat(path, **more)

    monkeypatch.setattr(Path, "stat", vanish)
    assert store.prune() == 1


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", '{"result": {}}', '{"result": {"printed": 1, "x": 2}}']
)
def test_a_damaged_entry_counts_as_none(site: Site, damage: str) -> None:
    site.card("page", "one", "print(1)\n", "1")
    assert run(site) == [("page#one", False)]
    (entry,) = entries(site)
    good = entry.read_text()
    entry.write_text(damage)
    assert run(site) == [("page#one", False)]
    old, new = (json.loads(text)["result"] for text in (good, entry.read_text()))
    for result in (old, new):
        del result["seconds"], result["when"]
    assert new == old


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_stopped_keeps_what_had_finished(
    site: Site, sent: signal.Signals
) -> None:
    # after a kill the programs go on until their own time-out
    process = start(slow_site(site, timeout=60 if sent == signal.SIGINT else 5))
    wait_for_entries(site, 2)
    if sent == signal.SIGINT:
        os.kill(process.pid, sent)  # as a terminal does
        assert process.wait(30) == 130
        said = (site.root / "said").read_text()
        assert "stopped; what had finished is kept" in said
    else:
        os.kill(process.pid, sent)
        process.wait(30)
    for _ in range(600):
        if not processes_in(process.pid):
            break
        time.sleep(0.1)
    assert processes_in(process.pid) == [], "a process was left behind"
    assert len(entries(site)) == 2
    assert all(json.loads(entry.read_text()) for entry in entries(site))
    again = site.check("slow#number-0", "slow#number-1")
    assert "0 run, 2 stored" in again.text
    assert again.code == 0


def test_a_time_out_is_not_kept(site: Site) -> None:
    project = Project.load(site.root)
    site.card("page", "one", "print(1)\n", "1")
    store = Store(project)
    job = job_of(Project.load(site.root).pages[1].programs[0], project)
    hung = Result([""], error=Error("runs longer than 1 s", 1, ""), lasting=False)
    store.put("key", job, hung)
    assert store.get("key") == hung, "kept while this process lives"
    assert Store(project).get("key") is None


def test_old_entries_are_pruned_and_used_ones_kept(site: Site) -> None:
    site.card("page", "one", "print(1)\n", "1")
    run(site)
    (used,) = entries(site)
    old = used.with_name("0" * 32 + ".json")
    old.write_text(used.read_text())
    long_ago = time.time() - store_module.KEEP - 60
    os.utime(old, (long_ago, long_ago))
    os.utime(used, (long_ago, long_ago))
    assert "0 run, 1 stored" in site.check().text
    assert entries(site) == [used]


def test_a_file_is_written_only_if_it_changes(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "file"
    assert write(file, "a")
    os.utime(file, (1, 1))
    assert not write(file, "a")
    assert file.stat().st_mtime == 1
    assert write(file, "b")
    assert file.read_text() == "b"
    assert [path.name for path in file.parent.iterdir()] == ["file"]
