"""`python -m cards check`, `update`, `new`, `prove`, `mutate`, `book`, `export`."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path

from cards import gate
from cards.check.card import card_faults
from cards.check.figures import remove_stale_figures, write_figures
from cards.check.new import new
from cards.check.update import update
from cards.files import UsageError, write
from cards.project import Project
from cards.prove import ledger, mutants, report
from cards.prove.elsewhere import Record, pastes, run_alone
from cards.prove.replicate import Replication, holds, imitate, processors, replicate
from cards.prove.runs import note_release, note_week
from cards.read.model import Card, Page, Program
from cards.read.source import Fault
from cards.run.job import Result
from cards.run.store import Store
from cards.show import lists
from cards.show.book import book, pandoc
from cards.show.export import export, must_be_empty, site_of
from cards.show.kernel import job_of_notebook, trouble
from cards.show.links import notebook_path
from cards.show.notebook import notebook

EXIT_FAULTS, EXIT_USAGE, EXIT_INTERRUPTED = 1, 2, 130
Command = Callable[[Project, argparse.Namespace], bool]  # whether all is well
BOOK = 900.0  # seconds, of a page's programs together on a busy machine


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        project = Project.load(_root())
        return 0 if options.call(project, options) else EXIT_FAULTS
    except UsageError as error:
        print(f"cards: {error}", file=sys.stderr)
        return EXIT_USAGE
    except KeyboardInterrupt:
        print("\nstopped; what had finished is kept", file=sys.stderr)
        return EXIT_INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m cards", description=__doc__)
    commands = parser.add_subparsers(required=True)

    def command(name: str, call: Command, what: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=what)
        sub.set_defaults(call=call)
        return sub

    def of_cards(name: str, call: Command, what: str) -> argparse.ArgumentParser:
        sub = command(name, call, what)
        names = "pages or cards, as activations or activations#dying-relu"
        sub.add_argument("names", nargs="*", help=f"{names} (default: all)")
        return sub

    sub = of_cards("check", _check, "run cards, and compare with their pages")
    sub.add_argument("--fresh", action="store_true", help="run what is stored, too")
    sub.add_argument("--record", action="store_true", help="note the versions used")
    of_cards("update", _update, "rewrite recorded outputs, show the diff")
    sub = command("new", _new, "begin a card: its program and its section")
    sub.add_argument("name", help="page/card")
    sub.add_argument("question", help="the heading, a question")
    sub = of_cards("prove", _prove, "try claims with other seeds, elsewhere")
    text, least = f"default: {ledger.MIN_SEEDS}", ledger.MIN_SEEDS
    sub.add_argument("--seeds", type=int, default=least, metavar="N", help=text)
    text = "other seeds, by a word such as the date; then no mutants are run"
    sub.add_argument("--salt", default="", metavar="WORD", help=text)
    sub.add_argument("--machines", action="store_true", help="as other processors do")
    sub.add_argument("--record", action="store_true", help="write what was found")
    text = "only run each program as after a paste, and each page as a notebook"
    sub.add_argument("--alone-only", action="store_true", help=text)
    sub = of_cards("mutate", _mutate, "change programs, see what is caught")
    text, size = f"mutants a program (default: {mutants.SAMPLE})", mutants.SAMPLE
    sub.add_argument("--sample", type=int, default=size, metavar="N", help=text)
    sub.add_argument("--all", action="store_true", help="every mutant")
    text = f"share of each page's mutants to be caught (default: {ledger.MIN_CAUGHT})"
    sub.add_argument("--least", type=float, default=ledger.MIN_CAUGHT, help=text)
    sub = command("book", _book, "write the cards as an EPUB, by pandoc")
    sub.add_argument("file", type=Path, help="such as book.epub")
    sub = command("export", _export, "write finished pages for any generator")
    sub.add_argument("folder", type=Path, help="a new folder, or an empty one")
    return parser


def _root() -> Path:
    """The nearest folder upward that has `docs/` and `pyproject.toml`."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "docs").is_dir() and (folder / "pyproject.toml").exists():
            return folder
    raise UsageError(f"no project here: no docs/ and pyproject.toml in {here} or above")


def _selection(project: Project, names: Sequence[str]) -> list[tuple[Page, Card]]:
    """The cards that the names mean, in the site's order; all where there are none."""
    chosen: set[int] = set()
    errors = []
    for name in names:
        try:
            page, card = project.find(name)
            chosen |= {id(one) for one in ([card] if card else page.cards)}
        except UsageError as error:
            errors.append(str(error))
    if errors:
        raise UsageError("; ".join(errors))
    every = [(page, card) for page in project.pages for card in page.cards]
    return [pair for pair in every if id(pair[1]) in chosen or not names]


def _run(store: Store, cards: Sequence[Card], fresh: bool = False) -> dict[str, Result]:
    started = time.perf_counter()
    programs = [program for card in cards for program in card.programs]
    ran, results = 0, {}
    for program, result, stored in store.results(programs, fresh):
        results[program.name] = result
        if not stored:
            ran += 1
            state = result.error.message.splitlines()[:1] if result.error else []
            done = f"[{len(results):3}/{len(programs)}]"
            text = f"{done} {program.name:40} {result.seconds:5.1f} s"
            print(text, *state, flush=True)
    seconds = time.perf_counter() - started
    print(f"{len(programs)} programs: {ran} run, {len(programs) - ran} stored", end="")
    print(f", {seconds:.1f} s")
    return results


def _tell(project: Project, faults: Sequence[Fault]) -> bool:
    """Tell each; whether there is none."""
    for fault in faults:
        print(fault.show(project.root), file=sys.stderr)
    if faults:
        print(f"{len(faults)} faults", file=sys.stderr)
    return not faults


def _check(project: Project, options: argparse.Namespace) -> bool:
    if options.record and options.names:
        raise UsageError("--record is of all cards: name none")
    chosen = _selection(project, options.names)
    store = Store(project)
    results = _run(store, [card for _, card in chosen], options.fresh)
    if options.names:
        faults: list[Fault] = []
        for page, card in chosen:
            faults += card_faults(project, page, card, results)
            faults += [fault for fault in page.faults if fault.card in ("", card.id)]
    else:
        faults = gate.faults(project, results)
        remove_stale_figures(project)
        store.prune()
    if options.record:
        failed = {
            program.name
            for page, card in chosen
            if page.kind == "cards" and card_faults(project, page, card, results)
            for program in card.programs
        }
        note_release(project, results, failed)
    for _, card in chosen:
        write_figures(project, card, results)
    good = _tell(project, sorted(set(faults)))
    if good:
        n = len(chosen)
        print("1 card or section holds" if n == 1 else f"{n} cards or sections hold")
    return good


def _update(project: Project, options: argparse.Namespace) -> bool:
    chosen = _selection(project, options.names)
    results = _run(Store(project), [card for _, card in chosen])
    faults: list[Fault] = []
    for _, group in groupby(chosen, key=lambda pair: pair[0].name):
        pages, cards = zip(*group, strict=True)
        diff, left = update(project, pages[0], cards, results)
        faults += left
        if diff:
            print(diff)
    for _, card in chosen:
        write_figures(project, card, results)
    return _tell(project, sorted(set(faults)))


def _new(project: Project, options: argparse.Namespace) -> bool:
    for file in new(project, options.name, options.question):
        print(f"wrote {file.relative_to(project.root)}")
    print(f"write what says TODO, then: python -m cards update {options.name}")
    return True


def _programs(project: Project, names: Sequence[str]) -> list[Program]:
    chosen = _selection(project, names)
    return [p for page, card in chosen if page.kind == "cards" for p in card.programs]


def _prove(project: Project, options: argparse.Namespace) -> bool:
    if options.seeds < 1:
        raise UsageError(f"--seeds {options.seeds}: at least one is needed")
    if options.salt and options.record and not project.settings.week:
        raise UsageError("--record with --salt needs the setting week, a file's name")
    programs = _programs(project, options.names)
    if options.alone_only:
        return _elsewhere(project, options.names, options.record)
    started = time.perf_counter()
    done: dict[str, Replication] = {}
    for one in replicate(project, programs, options.seeds, options.salt):
        done[one.program.name] = one
        print(f"[{len(done):3}/{len(programs)}] {report.line(one)}", flush=True)
    found = [done[program.name] for program in programs]
    for processor in processors(project.settings) if options.machines else ():
        print(f"{processor}: ", end="", flush=True)
        imitate(project, found, processor)
        print(flush=True)
    print(report.table(found, project.root))
    good = holds(found)
    caught = {} if options.salt else _caught(project, programs)
    if options.record and options.salt:
        note_week(project, options.salt, options.seeds, found)
    elif options.record:
        ledger.record(project, found, caught)
        good = _elsewhere(project, options.names, record=True) and good
    seconds = time.perf_counter() - started
    count = f"{len(found)} programs, {seconds:.1f} s"
    print(f"every claim holds: {count}" if good else f"not every claim holds: {count}")
    return good


def _caught(project: Project, programs: Sequence[Program]) -> dict[str, list[int]]:
    """Run some mutants of each program: how many were caught, and how many tried."""
    tried, failing = mutants.try_mutants(project, programs)
    mutants.tell(tried, project.root)
    found = {p.name: [0, 0] for p in programs if p not in failing}
    for one in tried:
        found[one.program.name][0] += one.caught_by != ""
        found[one.program.name][1] += 1
    return found


def _elsewhere(project: Project, names: Sequence[str], record: bool) -> bool:
    """Run programs as after a paste, and their pages' notebooks; whether all hold.

    What is on record as it is isn't run again; with `record` it is written down.
    """
    known, store = Record(project), Store(project)
    chosen = [pair for pair in _selection(project, names) if pair[0].has_programs]
    offered = pastes(project, [p for _, card in chosen for p in card.programs])
    todo = [paste for paste in offered if not known.knows(paste.name, paste.text)]
    texts = {paste.name: paste.text for paste in todo}
    wrong = {}
    for paste, what in run_alone(project, todo):
        wrong[paste.name] = what
        print(f"alone: {paste.name:40} {what or 'runs'}", flush=True)
    books = {}
    pages = {page.name: page for page, _ in chosen if page.kind == "cards"}.values()
    site = site_of(project, _run(store, [c for page in pages for c in page.cards]))
    for page in pages:
        text = notebook(page, site)
        job = job_of_notebook(notebook_path(page), text, project, BOOK)
        if not known.knows(job.file, job.text):
            books[job] = text
    for job, result, _ in store.run(books):
        texts[job.file] = job.text
        wrong[job.file] = what = trouble(books[job], result)
        print(f"in one process: {job.file:31} {what or 'runs'}", flush=True)
    if record:
        every = [page for page in project.pages if page.has_programs]
        now = pastes(project, [p for page in every for p in page.programs])
        there = {paste.name for paste in now} | {notebook_path(page) for page in every}
        known.keep(texts, wrong, there)
    held = sum(not what for what in wrong.values())
    print(f"elsewhere: {held} of {len(wrong)} hold that were tried now")
    return held == len(wrong)


def _mutate(project: Project, options: argparse.Namespace) -> bool:
    programs = _programs(project, options.names)
    sample = 0 if options.all else options.sample
    tried, failing = mutants.try_mutants(project, programs, sample)
    low = mutants.tell(tried, project.root, options.least)
    return not (low or failing)


def _finished(project: Project) -> dict[str, Result] | None:
    """All results, with their figures drawn; None, and told why, where one is bad."""
    cards = [card for page in project.pages for card in page.cards]
    results = _run(Store(project), cards)
    if faults := [*gate.faults(project, results), *lists.faults(project)]:
        _tell(project, faults)
        print("nothing is written: mend that first", file=sys.stderr)
        return None
    for card in cards:
        write_figures(project, card, results)
    return results


def _export(project: Project, options: argparse.Namespace) -> bool:
    must_be_empty(options.folder)
    if (results := _finished(project)) is None:
        return False
    count = export(project, results, options.folder)
    print(f"{count} files in {options.folder}")
    return True


def _book(project: Project, options: argparse.Namespace) -> bool:
    program = pandoc()
    if (results := _finished(project)) is None:
        return False
    site = site_of(project, results)
    site.url = os.environ.get("SITE_URL", "")
    made = book(site, program)
    write(options.file, made)
    print(f"{options.file}: {len(made) / 1e6:.1f} MB")
    return True


if __name__ == "__main__":
    sys.exit(main())
