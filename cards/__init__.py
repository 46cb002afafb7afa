"""The engine: pages of question-and-answer cards whose programs are run.

A pipeline, and the folders are its direction: what stands lower here may import
what stands above it, never the other way round (`tests/test_house.py`).

| module                  | job                                                   |
|-------------------------|-------------------------------------------------------|
| `files.py`              | files written whole, tables read; what git says       |
| `read/source.py`        | a line that knows its place; a fault, and its kinds   |
| `read/model.py`         | Page, Part, Card, Program, Block                      |
| `read/comments.py`      | `<!--cards:…-->`, by which a page speaks to the engine |
| `read/remarks.py`       | a fold, a prediction; comments that are out of place  |
| `read/includes.py`      | includes expanded, each line traced                   |
| `read/fences.py`        | fences, and what readers of Markdown differ on        |
| `read/percent.py`       | a lab, read as the page that it means                 |
| `read/page.py`          | page → parts → cards → programs                       |
| `settings.py`           | `[tool.cards]`, and what `mkdocs.yml` says            |
| `project.py`            | where things lie, which names mean what               |
| `run/job.py`            | Job, Result, Error                                    |
| `run/preload.py`        | first import of the process that programs are forked from |
| `run/capture.py`        | in the child: what is printed, native code's too      |
| `run/limits.py`         | in the child: network, processes, memory              |
| `run/generators.py`     | in the child: seeded before drawn?                    |
| `run/seeds.py`          | in the child: every seed moved, for a replication     |
| `run/assertions.py`     | in the child: an assertion tells what it compared     |
| `run/figures.py`        | in the child: figure → small SVG that follows the theme |
| `run/interpreter.py`    | in the child: the end, as an interpreter's            |
| `run/trace.py`          | where a program was when it was stopped               |
| `run/watch.py`          | in the child: one program, run and watched            |
| `run/environment.py`    | what the processes of programs are started with        |
| `run/pool.py`           | a process a program, many at once                     |
| `run/alone.py`          | a program run alone, as after a paste                  |
| `run/store.py`          | results by content: stored or run, as they come       |
| `check/compare.py`      | the same to the printed digit                         |
| `check/claims.py`       | what a program claims: assertions that can fail        |
| `check/card.py`         | what one card must be and do                          |
| `check/idea.py`         | an idea's length; the prediction against the output   |
| `check/links.py`        | links and anchors, as the rendered page has them      |
| `check/figures.py`      | figures put where the site looks for them             |
| `check/project.py`      | every fault of a project                              |
| `check/update.py`       | recorded outputs rewritten                            |
| `check/new.py`          | a card begun                                          |
| `prove/replicate.py`    | claims under other seeds and on other processors      |
| `prove/cosmetic.py`     | what of a program no claim rests on                    |
| `prove/mutate.py`       | changed programs: are they caught?                    |
| `prove/mutants.py`      | mutants run: what caught which                         |
| `prove/elsewhere.py`    | does it run after a paste? what does is on record      |
| `prove/ranges.py`       | what a printed number ranges over                      |
| `prove/report.py`       | what a replication found, as a table                   |
| `prove/releases.py`     | with which releases the cards held                     |
| `prove/week.py`         | other seeds by the week: which claims held            |
| `prove/ledger.py`       | what was proven, committed; whether it is out of date |
| `show/plain.py`         | Markdown as HTML, and as the words that a reader sees |
| `show/links.py`         | where a page, program, figure, notebook lies          |
| `show/book.py`          | the cards as a book, an EPUB                          |
| `show/anki.py`          | the cards as a deck for Anki                          |
| `show/study.py`         | the cards as questions, for the page of study         |
| `show/errors.py`        | every error message that a card prints                |
| `show/measured.py`      | what is on record: lists of it, and a card's foot     |
| `show/paths.py`         | pages that lead from card to card in an order         |
| `show/lists.py`         | lists made of cards                                   |
| `show/notebook.py`      | a page as a notebook                                  |
| `show/kernel.py`        | a notebook, as one program that is run                |
| `show/head.py`          | title, Open Graph, JSON-LD                            |
| `show/feed.py`          | new and changed cards, dates from git                 |
| `show/search.py`        | what the site's search knows                          |
| `show/code.py`          | elements of HTML, and blocks of code among them       |
| `show/formulas.py`      | LaTeX → MathML                                        |
| `show/judge.py`         | each block of Python shown is one that ran            |
| `show/pieces.py`        | the small pieces of a card's frame                    |
| `show/ranges.py`        | what a number ranged over, in the output that shows it |
| `show/html.py`          | a card's frame, as a Markdown tree is rendered        |
| `show/markdown.py`      | pages as finished Markdown; `llms.txt`                |
| `show/export.py`        | finished pages in a folder, for any generator         |
| `show/serve.py`         | results in the background, states of cards            |
| `show/build.py`         | one build: results, faults, what lies beside the pages |
| `show/hook.py`          | the MkDocs plugin: all that knows MkDocs              |
| `gate.py`               | what fails a build: all faults, and proof out of date |
| `pytest_plugin.py`      | one test a card                                       |
| `__main__.py`           | `python -m cards check`, `update`, `new`, `prove`, …  |

It knows nothing of deep learning: what to import ahead, which random generators
there are, and how long a program may run stands in `pyproject.toml` under
`[tool.cards]`.
"""
