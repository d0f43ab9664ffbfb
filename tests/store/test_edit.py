"""An author's YAML changed: what was asked for, and nothing else, whatever the file looks like."""

from __future__ import annotations

import random
from collections.abc import Callable
from difflib import SequenceMatcher

import pytest
import yaml

from leaflets.problems import ContentError, Source
from leaflets.store.edit import added, conditioned, moved, removed, reworded
from leaflets.store.lines import WIDTH, even

FILE = "content/leaflets/ache/sections/front.yaml"
WORDS = ("ache", "rest", "sleep", "water", "light", "sound", "nurse", "ring", "hours", "café", "38°C", "naïve", "day")
MANY = range(60)


def sentence(some: random.Random, count: int) -> str:
    return " ".join(some.choice(WORDS) for _ in range(count)) + "."


def styles(some: random.Random, text: str, indent: str) -> str:
    """A text as one author or another writes it."""
    lines = [part for part in (text[:40].rsplit(" ", 1)[0], text[40 - len(text[:40].rsplit(" ", 1)[-1]) :]) if part]
    whole = " ".join(lines)
    return some.choice((
        whole,
        f'"{whole}"',
        f"'{whole}'",
        f"&kept{some.randrange(10**6)} {whole}",
        f">-\n{indent}  " + f"\n{indent}  ".join(lines),
        f"|\n{indent}  " + f"\n{indent}  ".join(lines),
        f"\n{indent}  " + f"\n{indent}  ".join(lines),
        f'"{lines[0]}\n{indent}  {" ".join(lines[1:])}"',
    ))  # fmt: skip


def drawn(some: random.Random) -> str:
    """A section as somebody may have written it: comments, blank lines, odd quotation marks, anchors, long lines."""
    lines = ["# a comment at the top", "heading: 'It''s here'   # beside", "", "blocks:"]
    step = some.choice(("", "  "))
    for number in range(some.randint(3, 6)):
        if some.random() < 0.4:
            lines.append(f"{step}# about number {number}: a 'quote' and - a dash")
        lines.append(f"{step}- id: block-{number}" + some.choice(("", "  # its id")))
        if some.random() < 0.3:
            lines.append(f"{step}  when: {{variant: [general, cluster]}}")
        lines.append(f"{step}  text: {styles(some, sentence(some, some.choice((4, 14, 40))), step + '  ')}")
        if some.random() < 0.5:
            lines.append("")
    lines.append(f'{step}- {{id: flow, text: "in one line, {sentence(some, 5)}"}}')
    end = some.choice(("\n", "\r\n"))
    return end.join("\n".join(lines).split("\n")) + some.choice(("", end, end + end + "# the end" + end))


def block_of(text: str, number: int) -> yaml.Node:
    """The node of a block."""
    root = yaml.compose(text)
    assert root is not None
    found: yaml.Node = root.value[1][1].value[number]
    return found


def place(text: str, number: int) -> tuple[Source, str]:
    """Where the text of a block is written, and what it says."""
    block = block_of(text, number)
    node = next(value for key, value in block.value if key.value == "text")
    return Source(FILE, node.start_mark.line + 1, node.start_mark.column + 1), node.value


def entry(text: str, number: int) -> Source:
    block = block_of(text, number)
    return Source(FILE, block.start_mark.line + 1, block.start_mark.column + 1)


def said(raw: bytes) -> list[dict[str, object]]:
    return [
        {key: even(value) if isinstance(value, str) else value for key, value in block.items()}
        for block in yaml.safe_load(raw)["blocks"]
    ]


def untouched(before: bytes, after: bytes) -> tuple[list[bytes], list[bytes]]:
    """The lines that went, and those that came."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    steps = [step for step in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if step[0] != "equal"]
    return [line for _, a, b, _, _ in steps for line in old[a:b]], [
        line for _, _, _, c, d in steps for line in new[c:d]
    ]


@pytest.mark.parametrize("seed", MANY)
def test_other_words_change_only_the_lines_they_stand_on(seed: int) -> None:
    some = random.Random(seed)  # noqa: S311
    text = drawn(some)
    number = some.randrange(len(said(text.encode())))
    where, words = place(text, number)
    parts = even(words).split(" ")
    parts[len(parts) // 2] = some.choice(
        ("new", "x: y", "a # b", "it's", 'a "word"', "- dash", "{value}", "back\\slash")
    )
    new = " ".join(parts)
    made = reworded(text.encode(), where, 0, words, new)
    wanted = said(text.encode())
    wanted[number]["text"] = new
    assert said(made) == wanted
    gone, come = untouched(text.encode(), made)
    assert gone
    assert come
    own = block_of(text, number)
    span = own.end_mark.line - own.start_mark.line + 1
    assert len(gone) <= min(span, 4)
    assert b"#" not in b"".join(gone) or len(gone) <= 2  # comments beside stay
    assert [line for line in text.encode().splitlines() if line.strip().startswith(b"#")] == [
        line for line in made.splitlines() if line.strip().startswith(b"#")
    ]


@pytest.mark.parametrize("seed", MANY[:20])
def test_entries_are_moved_removed_and_added_with_their_comments(seed: int) -> None:
    text = drawn(random.Random(seed))  # noqa: S311
    raw, before = text.encode(), said(text.encode())
    down = said(moved(raw, entry(text, 0), 1))
    assert down == [before[1], before[0], *before[2:]]
    assert said(moved(raw, entry(text, 1), -1)) == down
    assert said(removed(raw, entry(text, 1))) == [before[0], *before[2:]]
    assert said(removed(raw, entry(text, len(before) - 1))) == before[:-1]
    more = {"id": "more", "text": "What is new: a word."}
    made = added(raw, entry(text, 1), more)
    assert said(made) == [*before[:2], more, *before[2:]]
    assert untouched(raw, made)[0] in ([], [raw.splitlines(keepends=True)[-1]])


@pytest.mark.parametrize("seed", MANY[:20])
def test_for_whom_something_is_shown_is_one_line(seed: int) -> None:
    text = drawn(random.Random(seed))  # noqa: S311
    raw = text.encode()
    for number in (0, len(said(raw)) - 1):
        before = said(raw)
        made = conditioned(raw, entry(text, number), "when", {"variant": ["cluster"], "region": ["us"]})
        before[number]["when"] = {"variant": ["cluster"], "region": ["us"]}
        assert said(made) == before
        assert len(untouched(raw, made)[1]) <= 2
        del before[number]["when"]
        assert said(conditioned(made, entry(made.decode(), number), "when", {})) == before


def test_the_lines_of_a_long_text_stay_as_far_as_their_words_do() -> None:
    lines = "      one two three\n      four five six\n      seven eight nine\n"
    text = f"heading: H\nblocks:\n  - id: a\n    text: >-\n{lines}"
    where, words = place(text, 0)
    made = reworded(text.encode(), where, 0, words, even(words).replace("five", "5"))
    assert untouched(text.encode(), made) == ([b"      four five six\n"], [b"      four 5 six\n"])


def test_new_words_stand_on_lines_that_are_no_wider_than_they_should_be() -> None:
    text = "heading: H\nblocks:\n  - id: a\n    text: short\n"
    made = reworded(text.encode(), place(text, 0)[0], 0, "short", "many words " * 60)
    assert max(map(len, made.decode().splitlines())) <= WIDTH
    assert said(made)[0]["text"] == ("many words " * 60).strip()
    made = added(text.encode(), entry(text, 0), {"id": "b", "text": "many words " * 60})
    assert max(map(len, made.decode().splitlines())) <= WIDTH


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda raw, at: reworded(raw, at, 0, "other", "new"), "other words stand there by now"),
        (lambda raw, _: reworded(raw, Source(FILE, 3, 1), 0, "one", "new"), "this is no longer there"),
        (lambda raw, _: removed(raw, entry(raw.decode(), 0)), "it is the last of its list"),
        (lambda raw, _: moved(raw, entry(raw.decode(), 0), 1), "it stands at the end of its list"),
    ],
)
def test_what_cannot_be_changed_is_refused(change: Callable[[bytes, Source], bytes], why: str) -> None:
    text = "heading: H\nblocks:\n  - id: a\n    text: one\n"
    with pytest.raises(ContentError) as refused:
        change(text.encode(), place(text, 0)[0])
    assert [problem.message for problem in refused.value.problems] == [why]


def test_words_that_stand_in_several_places_by_an_alias_are_left_to_their_author() -> None:
    text = "heading: H\nblocks:\n  - id: a\n    text: &it one\n  - id: b\n    text: *it\n"
    with pytest.raises(ContentError, match="several places"):
        reworded(text.encode(), place(text, 0)[0], 0, "one", "two")


def test_a_byte_order_mark_stays() -> None:
    raw = b"\xef\xbb\xbfheading: H\nblocks:\n  - id: a\n    text: one\n"
    assert reworded(raw, Source(FILE, 4, 11), 0, "one", "two") == raw.replace(b"one", b"two")
