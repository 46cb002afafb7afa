"""What the workflows promise: valid, safe, of few rights, doing what they say."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
ACTIONS = sorted((GITHUB / "actions").glob("*/action.yml"))
DEPENDABOT = GITHUB / "dependabot.yml"

READ = {"contents": "read"}
MORE_THAN_READ = {
    ("deploy", "publish"): {"contents": "write"},
    ("weekly", "keep"): {"contents": "write"},
    ("weekly", "report"): {"issues": "write"},
}


def tool(name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a tool of this Python's environment, wherever that is."""
    program = shutil.which(name, path=Path(sys.executable).parent)
    assert program, f"{name} is not installed beside {sys.executable}"
    return subprocess.run(
        [program, *arguments], capture_output=True, text=True, timeout=60
    )


def validate(kind: str, *files: Path) -> subprocess.CompletedProcess[str]:
    return tool("check-jsonschema", "--builtin-schema", f"vendor.{kind}", *files)


def audit(*paths: Path) -> subprocess.CompletedProcess[str]:
    """The strictest persona, with nothing that could silence a finding."""
    strict = ["--persona=auditor", "--no-ignores", "--no-config", "--strict-collection"]
    return tool("zizmor", "--offline", "--color=never", *strict, *paths)


def load(path: Path) -> dict[Any, Any]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def jobs() -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (path.stem, name): job
        for path in WORKFLOWS
        for name, job in load(path)["jobs"].items()
    }


def steps(job: dict[str, Any], key: str) -> list[str]:
    """The values of one key, such as run or uses, in the order of the steps."""
    return [step[key] for step in job.get("steps", []) if key in step]


def script(workflow: str, job: str, step: str) -> str:
    found = [s["run"] for s in jobs()[workflow, job]["steps"] if s.get("name") == step]
    assert len(found) == 1
    return str(found[0])


def bash(code: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a step as GitHub does, with no settings of this machine's user."""
    clean = {"PATH": os.environ["PATH"], "HOME": str(cwd), "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(
        ["bash", "-e", "-c", code],
        cwd=cwd,
        env=clean | env,
        capture_output=True,
        text=True,
        timeout=60,
    )


# Valid and safe


def test_the_three_workflows_are_there() -> None:
    assert [path.stem for path in WORKFLOWS] == ["deploy", "test", "weekly"]


@pytest.mark.parametrize(
    ("kind", "files"),
    [
        ("github-workflows", WORKFLOWS),
        ("github-actions", ACTIONS),
        ("dependabot", [DEPENDABOT]),
    ],
    ids=["workflows", "actions", "dependabot"],
)
def test_every_file_follows_its_schema(kind: str, files: list[Path]) -> None:
    result = validate(kind, *files)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_security_linter_finds_nothing() -> None:
    result = audit(GITHUB)
    assert result.returncode == 0, result.stdout + result.stderr
    for path in [*WORKFLOWS, *ACTIONS, DEPENDABOT]:
        assert f"completed {path}" in result.stderr, f"{path.name} was not audited"


def test_a_mistyped_key_is_caught(tmp_path: Path) -> None:
    planted = tmp_path / "typo.yml"
    planted.write_text(
        WORKFLOWS[0].read_text().replace("timeout-minutes:", "timeout-minuts:", 1)
    )
    result = validate("github-workflows", planted)
    assert result.returncode == 1
    assert "timeout-minuts" in result.stdout


def test_a_template_injection_is_caught(tmp_path: Path) -> None:
    planted = tmp_path / "injection.yml"
    source = (GITHUB / "workflows" / "test.yml").read_text()
    planted.write_text(
        source.replace(
            "run: make build", "run: echo ${{ github.event.pull_request.title }}"
        )
    )
    result = audit(planted)
    assert result.returncode != 0
    assert "error[template-injection]" in result.stdout


def test_every_action_is_githubs_own_and_pinned_by_commit() -> None:
    pinned = re.compile(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
    for path in [*WORKFLOWS, *ACTIONS]:
        for used in re.findall(r"uses: (.+)", path.read_text()):
            file = ROOT / used.removeprefix("$/")
            local = used.startswith("$/") and (
                file in WORKFLOWS or file / "action.yml" in ACTIONS
            )
            assert local or pinned.fullmatch(used), f"{path.name}: {used}"


def test_an_action_is_the_same_version_everywhere() -> None:
    text = "".join(path.read_text() for path in [*WORKFLOWS, *ACTIONS])
    versions = set(re.findall(r"uses: (actions/.+)", text))
    names = [version.partition("@")[0] for version in versions]
    assert sorted(names) == sorted(set(names))


# Rights


def test_only_three_jobs_may_do_more_than_read() -> None:
    assert all(load(path)["permissions"] == {} for path in WORKFLOWS)
    for name, job in jobs().items():
        assert job["permissions"] == MORE_THAN_READ.get(name, READ), name


@pytest.mark.parametrize("name", MORE_THAN_READ, ids="/".join)
def test_a_job_that_may_write_runs_nothing_of_the_project(
    name: tuple[str, str],
) -> None:
    job = jobs()[name]
    assert not [
        used
        for used in steps(job, "uses")
        if used.startswith(("$/", "./", "actions/checkout@"))
    ]
    assert not re.search(r"\b(make|python|pip)\b", "\n".join(steps(job, "run")))


def test_no_job_can_hang() -> None:
    for name, job in jobs().items():  # a called workflow has the limits of its own
        assert "uses" in job or job["timeout-minutes"] <= 150, name


def test_a_push_to_main_runs_the_suite_once_a_python() -> None:
    """By the deployment, which waits for it; nothing else of that push runs it."""
    on = {path.stem: load(path)[True] for path in WORKFLOWS}  # YAML's `on` is true
    assert "main" in on["test"]["push"]["branches-ignore"]
    assert "push" not in on["weekly"]
    assert on["deploy"]["push"] == {"branches": ["main"]}
    assert jobs()["deploy", "test"]["uses"] == "$/.github/workflows/test.yml"
    assert jobs()["deploy", "build"]["needs"] == "test"
    runs = {
        name: "\n".join(steps(job, "run")).count("make test")
        for name, job in jobs().items()
    }
    assert {name for name, count in runs.items() if count} == {("test", "test")}
    assert runs["test", "test"] == 1


# What they run


def test_every_make_target_named_exists() -> None:
    runs = "\n".join(run for job in jobs().values() for run in steps(job, "run"))
    named = set(re.findall(r"^\s*make ([\w-]+)$", runs, re.MULTILINE))
    rules = re.findall(
        r"^([\w./ -]+):(?!=)", (ROOT / "Makefile").read_text(), re.MULTILINE
    )
    assert {"test", "build"} <= named
    assert named <= {target for rule in rules for target in rule.split()}


def test_a_fork_needs_no_edit() -> None:
    for path in WORKFLOWS:
        env = load(path)["env"]
        assert "github.repository_owner" in env["SITE_URL"]
        assert "github.repository }}" in env["REPO_URL"]


def git(cwd: Path, command: str) -> str:
    identity = "git -c user.name=a -c user.email=a@example.org "
    result = bash(identity + command, cwd)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def test_deploy_replaces_the_branch_by_the_built_site(tmp_path: Path) -> None:
    """Both jobs' scripts, on a repository of this machine in place of GitHub's."""
    build, publish, server = (
        tmp_path / "build",
        tmp_path / "publish",
        tmp_path / "owner" / "name.git",
    )
    for folder in (build / ".venv" / "bin", build / "site" / "page", publish, server):
        folder.mkdir(parents=True)
    (build / "site" / "page" / "index.html").write_text("new")
    (build / ".venv" / "bin" / "ghp-import").symlink_to(
        Path(sys.executable).with_name("ghp-import")
    )
    git(server, "init --quiet --bare")
    git(build, "init --quiet")
    git(build, "commit --quiet --allow-empty --message old")
    git(build, f"push --quiet {server} HEAD:gh-pages")

    made = bash(
        script("deploy", "build", "Make the gh-pages branch"),
        build,
        GITHUB_SHA="abc123",
    )
    assert made.returncode == 0, made.stderr
    shutil.move(build / "gh-pages.bundle", publish)
    push = script("deploy", "publish", "Push the gh-pages branch")
    for _ in range(2):  # the second time as when a job is run again
        pushed = bash(
            push,
            publish,
            TOKEN="secret",
            GITHUB_SERVER_URL=f"file://{tmp_path}",
            GITHUB_REPOSITORY="owner/name",
        )
        assert pushed.returncode == 0, pushed.stderr
        assert "secret" not in pushed.stdout + pushed.stderr

    assert git(server, "log --format=%s gh-pages") == "Deploy abc123"
    assert git(server, "ls-tree -r --name-only gh-pages").split() == [
        ".nojekyll",
        "page/index.html",
    ]
    assert git(server, "show gh-pages:page/index.html") == "new"
    asked = r"printf 'protocol=https\nhost=github.com\n\n' | git credential fill"
    asked = f"export TOKEN=secret; {asked}"
    assert "password=secret" in bash(asked, publish).stdout
    assert "secret" not in (publish / ".git" / "config").read_text()


ROWS = [
    {"versions": {"python": "3.11.7"}, "date": "2026-01-01", "held": {"a#b": "c"}},
    {"versions": {"python": "3.14.1"}, "date": "2026-01-05", "held": {}},
    {"versions": {"python": "3.14.1"}, "date": "2026-01-09", "held": {}},
]


def findings(folder: Path) -> None:
    """What two verifications left: the committed row of one, and its new one."""
    failed = [["x#y"], [], ["a#b", "x#y"]]
    rows = [row | {"failed": f} for row, f in zip(ROWS, failed, strict=True)]
    for name, part in (("oldest", rows[:1]), ("newest", rows[1:])):
        (folder / f"verified-{name}").mkdir()
        (folder / f"verified-{name}" / "versions.json").write_text(json.dumps(part))


GH = """#!/bin/sh
echo "$1 $2 $3" >> calls
case "$1 $2" in
  "api "*) echo "$HAS_ISSUES" ;;
  "issue list") printf %s "$FOUND" ;;
esac
"""
OPENED = ["label create weekly", "issue create --title"]


@pytest.mark.parametrize(
    ("result", "found", "done"),
    [
        ("success success", "", []),
        ("success success", "7", ["issue close 7"]),
        ("success failure", "", OPENED),
        ("failure success", "", OPENED),
        ("cancelled success", "7", ["issue comment 7"]),
    ],
)
def test_weekly_keeps_one_issue(
    tmp_path: Path, result: str, found: str, done: list[str]
) -> None:
    ran = report(tmp_path, RESULT=result, FOUND=found, HAS_ISSUES="true")
    assert ran == ["api repos/owner/name --jq", "issue list --label", *done]
    assert "    a#b fails with seed 3" in (tmp_path / "body.md").read_text()


def test_weekly_is_quiet_in_a_fork_without_issues(tmp_path: Path) -> None:
    ran = report(tmp_path, RESULT="failure failure", FOUND="", HAS_ISSUES="false")
    assert ran == ["api repos/owner/name --jq"]


def report(folder: Path, **env: str) -> list[str]:
    """What the report asks of `gh`, here a stand-in that writes down its calls."""
    (folder / "seeds.txt").write_text("a#b fails with seed 3\n")
    (folder / "gh").write_text(GH)
    (folder / "gh").chmod(0o755)
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    env |= {"PATH": path, "GH_REPO": "owner/name", "RUN_URL": "https://example.org"}
    ran = bash(
        script("weekly", "report", "Open, comment or close the issue"), folder, **env
    )
    assert ran.returncode == 0, ran.stderr
    return (folder / "calls").read_text().splitlines()


def test_the_site_tells_what_the_weekly_run_found(tmp_path: Path) -> None:
    """The weekly run pushes what it found, and a deployment takes that."""
    server, keep, deploy = (tmp_path / n for n in ("owner/name.git", "keep", "deploy"))
    for folder in (server, keep, deploy):
        folder.mkdir(parents=True)
    git(server, "init --quiet --bare")
    git(deploy, "init --quiet")
    git(deploy, f"remote add origin file://{server}")
    (deploy / "versions.json").write_text("[]")
    take = script("deploy", "build", "Take what the weekly run found")
    assert bash(take, deploy).returncode == 0
    assert (deploy / "versions.json").read_text() == "[]", "none there yet"
    findings(keep)
    for name in ("seeds/week", "measured/measured"):
        (keep / f"{name}.json").parent.mkdir()
        (keep / f"{name}.json").write_text(f'"{name}"')
    (keep / "seeds/seeds.txt").write_text("not for the site")
    pushed = bash(
        script("weekly", "keep", "Push the verified branch"),
        keep,
        TOKEN="secret",
        GITHUB_SERVER_URL=f"file://{tmp_path}",
        GITHUB_REPOSITORY="owner/name",
    )
    assert pushed.returncode == 0, pushed.stderr
    assert bash(take, deploy).returncode == 0
    rows = json.loads((deploy / "versions.json").read_text())
    assert [row["date"] for row in rows] == ["2026-01-01", "2026-01-09"]
    assert (deploy / "week.json").read_text() == '"seeds/week"'
    assert (deploy / "measured.json").read_text() == '"measured/measured"'
    assert not (deploy / "seeds.txt").exists()
