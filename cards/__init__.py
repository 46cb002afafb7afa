"""The engine: pages of question-and-answer cards whose programs are run.

| module             | job                                                      |
|--------------------|----------------------------------------------------------|
| `project.py`       | where things lie, the settings, and which names mean what |
| `page.py`          | Markdown page → cards → programs, each line traced        |
| `ahead.py`         | what the fork server does first                           |
| `run.py`           | one program, run and watched inside a process of its own  |
| `execute.py`       | many programs, in a pool of fresh processes               |
| `store.py`         | results by content                                        |
| `figures.py`       | matplotlib figure → small SVG file that follows the theme |
| `check.py`         | result against page: everything that can be wrong         |
| `prove.py`         | claims under other seeds and on other processors          |
| `mutate.py`        | changed programs: are they caught?                        |
| `update.py`        | recorded outputs rewritten; new cards                     |
| `frame.py`         | what stands around a card, and the lists of cards         |
| `search.py`        | what the site's search knows                              |
| `publish.py`       | feed, tags, programs and pages as files of their own      |
| `plain.py`         | pages as Markdown, whole; `llms.txt`                      |
| `preview.py`       | the picture that stands for a page elsewhere              |
| `dates.py`         | when a page or card last changed, from git                |
| `site.py`          | the MkDocs hook                                           |
| `pytest_plugin.py` | pytest-codeblocks, run through the engine                 |
| `__main__.py`      | `python -m cards check / update / new / prove / mutate`   |

It knows nothing of deep learning: what to import ahead, and how long and how
large a program may grow, stands in `pyproject.toml` under `[tool.cards]`.
"""
