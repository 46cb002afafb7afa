"""The list of error messages is what the cards' recorded outputs print."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT

from cards.project import Project
from cards.read.page import parse
from cards.show.errors import Message, messages

EXPECTED = "<!--pytest-codeblocks:expected-output-->"


def found(tmp_path: Path, *outputs: str, code: str = "print()", title: str = "Why?"):  # type: ignore[no-untyped-def]
    """The messages of a page with a card for each output."""
    cards = [
        f"## {title} {{ #c{i} }}\n\n``` python\n{code}\n```\n\n{output}\n"
        for i, output in enumerate(outputs)
    ]
    file = tmp_path / "page.md"
    file.write_text("# Page\n\n" + "\n".join(cards), encoding="utf-8")
    return messages(parse(file, tmp_path).cards)


def output(*lines: str, announced: str = "") -> str:
    return "\n".join([announced, EXPECTED, "``` text", *lines, "```"]).strip()


def told(message: Message) -> tuple[str, list[str], list[str]]:
    return message.text, message.kinds, [card.id for card in message.cards]


def test_an_error_or_a_warning_is_a_message(tmp_path: Path) -> None:
    lines = [
        "loss 0.3",
        "b: RuntimeError: sizes differ",
        "w | UserWarning: one",
        "x: 3",
    ]
    one, sizes = found(tmp_path, output(*lines))
    assert told(sizes) == ("sizes differ", ["RuntimeError"], ["c0"])
    assert told(one) == ("one", ["UserWarning"], ["c0"])


def test_they_come_from_a_to_z_whatever_stands_before_the_word(tmp_path: Path) -> None:
    lines = ["E: no", "ValueError: 'b' is", "ValueError: A is", "ValueError: (3) c"]
    assert [m.text for m in found(tmp_path, output(*lines))] == [
        "A is",
        "'b' is",
        "(3) c",
    ]


def test_sizes_aside_the_same_message_is_one_with_all_its_cards(tmp_path: Path) -> None:
    first = output("RuntimeError: a (2x3) and b (4x5) differ")
    second = output("ValueError: a (7x8) and b (9x1) differ")
    (message,) = found(tmp_path, first, second)
    kinds = ["RuntimeError", "ValueError"]
    assert told(message) == ("a (2x3) and b (4x5) differ", kinds, ["c0", "c1"])


def test_a_message_that_was_cut_is_the_whole_one(tmp_path: Path) -> None:
    cut, whole = (
        output("E: Error: a b", "TypeError: a b c"),
        output("TypeError: a b c d e"),
    )
    assert told(found(tmp_path, cut, whole)[0])[0] == "a b c d e"


def test_a_message_of_several_lines(tmp_path: Path) -> None:
    lines = [
        "RuntimeError: Errors in loading:",
        '    Missing: "a".',
        '\tMore: "b".',
        "end",
    ]
    missing, more = found(tmp_path, output(*lines))
    assert told(missing) == ('Missing: "a".', ["RuntimeError"], ["c0"])
    assert told(more) == ('More: "b".', ["RuntimeError"], ["c0"])


def test_indented_lines_are_messages_where_they_are_announced(tmp_path: Path) -> None:
    lines = ["bytes: TypeError", "    a is no b", "    mended now it is", "floats:"]
    lines += ["    no error, a number", "none:", "    fine"]
    assert not found(tmp_path, output(*lines))
    listed = found(tmp_path, output(*lines, announced="<!--cards:prints messages-->"))
    assert [told(m) for m in listed] == [("a is no b", ["TypeError"], ["c0"])]


@pytest.mark.parametrize(
    "code", ['raise ValueError("it is mine")', 'said = "it is mine"\nprint(said)']
)
def test_what_a_program_words_itself_is_no_message(tmp_path: Path, code: str) -> None:
    assert not found(tmp_path, output("ValueError: it is mine"), code=code)


def test_a_quoted_title_is_a_message_if_the_card_prints_it(tmp_path: Path) -> None:
    title = 'Why "Weights only load failed"?'
    assert not found(tmp_path, output("fine"), title=title)
    (message,) = found(tmp_path, output("x Weights only load failed"), title=title)
    assert message.text == "Weights only load failed"
    code = 'assert "Weights only load failed" in "Weights only load failed."'
    assert found(tmp_path, "", title=title, code=code)


def test_the_list_of_the_site_has_what_its_outputs_print() -> None:
    cards = [card for page in Project(ROOT).pages for card in page.cards]
    listed = messages(cards)
    texts = " ".join(message.text for message in listed)
    assert "mat1 and mat2 shapes cannot be multiplied" in texts
    for message in listed:
        for card in message.cards:
            said = "\n".join([card.title, *card.lines])
            words = re.findall(r"[^\W\d]+", message.text)
            assert all(word in said for word in words[:3]), message
