"""Words changed, moved, shown and taken back from the browser: the files say so, and nothing else of them changes."""

from __future__ import annotations

import base64
import io
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from leaflets.edition.wording import covered
from leaflets.problems import ContentError
from leaflets.store.project import Project
from leaflets.store.saving import save
from support.projects import FRONT, LEAFLET, REST, ROOT, TINY, Folder, tiny
from support.studio import Owner

SECTION = """\
# who answers: the editors
heading: Rest
blocks:
  - id: sleep # the first
    text: Sleep **well**.

  # what helps
  - id: helps
    bullets:
      lead_in: "These help:"
      items:
        - a dark room
        - {id: tea, text: a cup of tea}
  - id: hours
    table:
      headings: [Age, Hours]
      rows:
        - cells: [a child, ten]
        - cells: ["an adult", 'eight']
"""


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return tiny(tmp_path_factory.mktemp("studio") / "project")


@pytest.fixture(scope="module")
def kept_open(ground: Folder) -> Owner:
    """Who has the studio open all the while."""
    return Owner(ground.root)


@pytest.fixture
def folder(ground: Folder) -> Folder:
    """The project as it was in the morning."""
    shutil.rmtree(ground.path("leaflets"))
    files = {**TINY, REST: SECTION, "checks.yaml": (ROOT / "content/checks.yaml").read_text(encoding="utf-8")}
    for name, text in files.items():
        ground.write(name, text)
    return ground


@pytest.fixture
def owner(folder: Folder, kept_open: Owner) -> Owner:
    assert folder.root
    return kept_open


def names(owner: Owner) -> dict[str, str]:
    """The name of each text, by its words as they are written."""
    found = re.findall(r'data-name="([^"]+)" data-identity="[^"]*" data-before="([^"]*)"', owner.view("words"))
    assert found
    return {before: name for name, before in found}


def identities(owner: Owner) -> dict[str, str]:
    found = re.findall(r'data-identity="([^"]+)" data-before="([^"]*)"', owner.view("words"))
    return {before: identity for identity, before in found}


def reword(owner: Owner, before: str, text: str, name: str = "") -> list[str]:
    known = identities(owner)
    return owner.send(
        "reword",
        name=name or names(owner).get(before, ""),
        identity=known.get(before, "rest"),
        before=before,
        text=text,
    )


def entries(owner: Owner) -> list[str]:
    found = re.findall(r'data-entry="([^"]+)"', owner.view("words"))
    assert found
    return found


def at(owner: Owner, folder: Folder, words: str) -> str:
    """The name of the entry that begins at some words of the section."""
    lines = folder.path(REST).read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if words in text)
    return next(name for name in entries(owner) if name.startswith(f"content/{REST}:{line}:"))


@pytest.mark.parametrize(
    ("before", "text", "line"),
    [
        ("Sleep **well**.", "Sleep **very well**.", "    text: Sleep **very well**."),
        ("These help:", "These may help:", '      lead_in: "These may help:"'),
        ("a dark room", "a cool, dark room", "        - a cool, dark room"),
        ("a cup of tea", "a cup of tea: hot", '        - {id: tea, text: "a cup of tea: hot"}'),
        ("eight", "at least eight", "        - cells: [\"an adult\", 'at least eight']"),
        ("Hours", "Hours a night", "      headings: [Age, Hours a night]"),
        ("Rest", "Rest and sleep", "heading: Rest and sleep"),
    ],
)
def test_any_words_can_be_changed_where_they_stand(
    owner: Owner, folder: Folder, before: str, text: str, line: str
) -> None:
    was = owner.pages()
    assert reword(owner, before, text) == []
    now = folder.path(REST).read_text(encoding="utf-8").splitlines()
    old = SECTION.splitlines()
    assert [one for one in now if one not in old] == [line]
    assert len(now) == len(old)
    assert owner.pages()["pages"] != was["pages"]
    assert owner.send("undo") == []
    assert folder.path(REST).read_text(encoding="utf-8") == SECTION
    assert owner.pages()["pages"] == was["pages"]
    assert owner.send("redo") == []
    assert folder.path(REST).read_text(encoding="utf-8").splitlines() == now


def test_nothing_is_taken_back_that_was_not_done(folder: Folder) -> None:
    owner = Owner(folder.root)
    assert owner.send("undo") == ["there is nothing to take back"]
    assert owner.send("redo") == ["nothing was taken back"]


@pytest.mark.parametrize("text", ["", "   ", "a **b", "a [link](nowhere)", "a {Brace", "a\0b"])
def test_words_that_cannot_be_right_are_refused(owner: Owner, folder: Folder, text: str) -> None:
    assert reword(owner, "a dark room", text)
    assert folder.path(REST).read_text(encoding="utf-8") == SECTION


def test_a_file_that_an_editor_changed_meanwhile_keeps_that_change(owner: Owner, folder: Folder) -> None:
    name = names(owner)["a cup of tea"]
    folder.write(REST, SECTION.replace("heading: Rest", "# more\nheading: Rest").replace("a dark room", "quiet"))
    assert reword(owner, "a cup of tea", "a glass of milk", name) == []
    said = folder.path(REST).read_text(encoding="utf-8")
    assert "# more" in said
    assert "quiet" in said
    assert "a glass of milk" in said


def test_two_who_change_one_statement_see_each_other(folder: Folder, owner: Owner) -> None:
    other = Owner(folder.root)
    name = names(owner)["a dark room"]
    identity = identities(owner)["a dark room"]
    assert reword(other, "a dark room", "a warm room") == []
    said = owner.send("reword", name=name, identity=identity, before="a dark room", text="a cold room")
    assert said == ["someone else has changed these words in the meantime; there they are now: a warm room"]
    assert "a warm room" in folder.path(REST).read_text(encoding="utf-8")
    assert other.send("undo") == []


def test_a_change_is_not_taken_back_over_anothers(owner: Owner, folder: Folder) -> None:
    assert reword(owner, "a dark room", "a warm room") == []
    folder.replace(REST, "a warm room", "a cold room")
    assert owner.send("undo") == ["the file was changed by someone else in the meantime, and was left as it is; look at it as it is now, and try again"]  # fmt: skip  # noqa: E501
    assert "a cold room" in folder.path(REST).read_text(encoding="utf-8")


def test_entries_are_moved_removed_and_added(owner: Owner, folder: Folder) -> None:
    assert owner.send("arrange", name=at(owner, folder, "id: sleep"), how="down") == []
    said = folder.path(REST).read_text(encoding="utf-8")
    assert said.index("# what helps") < said.index("id: helps") < said.index("id: sleep # the first")
    assert owner.send("arrange", name=at(owner, folder, "- a dark room"), how="add", text="an open window") == []
    assert "        - a dark room\n        - an open window\n" in folder.path(REST).read_text(encoding="utf-8")
    assert owner.send("arrange", name=at(owner, folder, "- a dark room"), how="remove") == []
    assert "a dark room" not in folder.path(REST).read_text(encoding="utf-8")
    added = owner.send("arrange", name=at(owner, folder, "id: sleep"), how="add", text="Why sleep?", kind="subheading")
    assert added == []
    assert "- subheading: Why sleep?" in folder.path(REST).read_text(encoding="utf-8")
    assert owner.pages()["problems"] == []


def test_for_whom_something_is_shown_follows_the_ticks(owner: Owner, folder: Folder) -> None:
    name = at(owner, folder, "- a dark room")
    shown = {"variant": ["cluster"], "region": ["us", "uk"]}
    assert owner.send("condition", name=name, shown=shown) == []
    said = folder.path(REST).read_text(encoding="utf-8")
    assert "        - when: {variant: [cluster]}\n          text: a dark room\n" in said
    assert "a dark room" in owner.view("words", "variant=cluster")
    assert "a dark room" not in owner.view("words", "variant=general")
    every = {"variant": ["general", "cluster"], "region": ["us", "uk"]}
    assert owner.send("condition", "variant=cluster", name=name, shown=every) == []
    assert "when" not in folder.path(REST).read_text(encoding="utf-8")
    assert owner.send("condition", name=name, shown={"variant": [], "region": ["us"]}) == [
        "this would be shown for no variant; tick one, or remove the statement"
    ]


def test_an_editors_findings_are_told_as_one_types(owner: Owner) -> None:
    sent = {"name": names(owner)["Sleep **well**."], "identity": identities(owner)["Sleep **well**."]}
    sent |= {"before": "Sleep **well**.", "text": "Utilise sleep approximately 3-4 times; " + "and sleep " * 30 + "."}
    found = owner.client.post("/try", json=sent).json()["findings"]
    assert found
    assert all(one["message"] and one["severity"] in ("problem", "advice") for one in found)


def test_the_last_good_pages_stay_while_something_is_wrong(owner: Owner, folder: Folder) -> None:
    good = owner.pages()
    folder.write(REST, SECTION.replace("text: Sleep", "txet: Sleep"))
    wrong = owner.pages()
    assert wrong["pages"] in (None, good["pages"])
    assert "txet" in wrong["problems"][0]["message"]
    folder.write(REST, SECTION)
    assert owner.pages() == good


def test_only_pages_that_changed_have_other_pictures(owner: Owner, folder: Folder) -> None:
    filling = "".join(f"  - id: p{n}\n    text: {'Word after word goes on. ' * 12}\n" for n in range(24))
    folder.write(REST, SECTION + filling)
    before = [name for name, *_ in owner.pages()["pages"]]
    folder.write(REST, SECTION + filling + "  - id: last\n    text: The end.\n")
    after = [name for name, *_ in owner.pages()["pages"]]
    assert len(before) > 2
    assert before[:-1] == after[: len(before) - 1]
    assert before[-1] != after[len(before) - 1]
    picture = owner.client.get(f"/picture/{after[0]}-1.png")
    assert picture.content.startswith(b"\x89PNG")


def test_every_text_has_its_place_on_the_pages(owner: Owner) -> None:
    places = owner.pages()["places"]
    named = names(owner)
    told = [name for before, name in named.items() if before not in ("In short", "Headaches")]
    assert told
    assert set(told) <= set(places)
    for boxes in places.values():
        for page, left, top, wide, tall in boxes:
            assert page == 0
            assert 0 <= left < left + wide <= 1.001
            assert 0 <= top < top + tall <= 1


@pytest.mark.parametrize(
    "query", ["format=html", "format=text", "printing=grey", "theme=bold", "region=uk", "format=a4-large-print"]
)
def test_all_that_can_be_built_can_be_shown(owner: Owner, query: str) -> None:
    made = owner.pages(query)
    assert made["problems"] == []
    assert made["screen"] is (query in ("format=html", "format=text"))
    if made["screen"]:
        assert "Sleep" in owner.client.get(f"/screen?{query}").text


DYING = """
import os, sys
from pathlib import Path
from typing import Any
from leaflets.store.project import Project
from leaflets.store.saving import save
root, before, after = Path(sys.argv[1]), Path(sys.argv[2]).read_bytes(), Path(sys.argv[3]).read_bytes()
name = "content/" + sys.argv[4]
states = set()
def run(moment):
    seen = 0
    def count(frame, event, arg):
        nonlocal seen
        seen += 1
        if seen == moment:
            os._exit(9)
    sys.setprofile(count if moment else lambda *_: count(*_))
    save(root, name, lambda raw: after)
    sys.setprofile(None)
    return seen
last = run(0)
(root / name).write_bytes(before)
for moment in [1 + n * (last - 1) // 12 for n in range(13)] + list(range(last - 36, last, 3)):
    child = os.fork()
    if not child:
        run(moment)
        os._exit(0)
    os.waitpid(child, 0)
    now = (root / name).read_bytes()
    assert now in (before, after), moment
    states.add(now)
    (root / name).write_bytes(before)
assert states == {before, after}
print("whole")
"""


def test_a_program_that_is_killed_while_it_saves_leaves_the_file_whole(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "before").write_bytes(folder.path(REST).read_bytes())
    (tmp_path / "after").write_bytes(folder.path(REST).read_bytes().replace(b"dark", b"warm"))
    command = [sys.executable, "-c", DYING, str(folder.root), str(tmp_path / "before"), str(tmp_path / "after"), REST]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "whole\n"


def test_a_disk_that_takes_no_more_leaves_the_file_as_it_was(
    owner: Owner, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    name = names(owner)
    assert name
    monkeypatch.setattr("leaflets.files.os.fsync", full)
    said = reword(owner, "a dark room", "a warm room")
    assert len(said) == 1
    assert "No space left on device; nothing was changed" in said[0]
    assert folder.path(REST).read_text(encoding="utf-8") == SECTION
    assert [path.name for path in folder.path(REST).parent.iterdir()] == ["rest.yaml", "front.yaml"] or len(
        list(folder.path(REST).parent.iterdir())
    ) == 2


def test_what_would_not_be_fit_to_be_read_is_not_written(folder: Folder) -> None:
    before = folder.path(FRONT).read_bytes()
    with pytest.raises(ContentError):
        save(folder.root, f"content/{FRONT}", lambda _: b"heading: H\nblocks: []\n")
    assert folder.path(FRONT).read_bytes() == before


def test_clinicians_decide_and_see_each_other(owner: Owner, folder: Folder) -> None:
    marks = dict(re.findall(r'data-mark="((\S+) [^"]+)" data-key', owner.view("review")))
    assert marks
    mark = next(mark for mark, id_ in marks.items() if id_ == "sleep")
    ada = {"by": "Dr Ada Example", "role": "consultant"}
    bea = {"by": "Dr Bea Example", "role": "nurse"}
    assert owner.send("decide", mark=mark, decision="agree", **ada) == []
    assert owner.send("decide", mark=mark, decision="change", comment="", **bea) == [
        "say in the comment what should change"
    ]
    assert owner.send("decide", mark=mark, decision="change", comment="say how long", **bea) == []
    assert owner.send("decide", mark=mark, decision="agree", by="", role="x")
    said = owner.view("review")
    assert "Dr Bea Example wants this changed: say how long" in " ".join(said.split())
    assert "clinicians disagree" in said
    assert [len(one.agree) for one in Project(folder.root).leaflet("ache").sign_offs] == [1, 0]


def test_what_a_clinician_decides_in_a_day_is_one_sign_off(owner: Owner, folder: Folder) -> None:
    marks = re.findall(r'data-mark="([^"]+)" data-key', owner.view("review"))
    assert len(marks) > 3
    for mark in marks:
        assert owner.send("decide", mark=mark, decision="agree", by="Dr Ada Example", role="consultant") == []
    assert owner.send("decide", mark=marks[0], decision="remove", by="Dr Ada Example", role="consultant") == []
    text = folder.path("leaflets/ache/approvals.yaml").read_text(encoding="utf-8")
    assert text.count("Dr Ada Example") == 1
    assert text.count(marks[0]) == 1
    assert "Signed by" not in text
    assert "a clinician objects" in owner.view("words")


def test_who_signs_again_sees_what_changed(owner: Owner) -> None:
    marks = dict(re.findall(r'data-mark="((\S+) [^"]+)" data-key', owner.view("review")))
    mark = next(mark for mark, id_ in marks.items() if id_ == "tea")
    assert owner.send("decide", mark=mark, decision="agree", by="Dr Ada Example", role="consultant") == []
    assert reword(owner, "a cup of tea", "a mug of hot tea") == []
    said = " ".join(re.sub("<[^>]*>", " ", owner.view("review", "part=1")).split())
    assert "changed since it was signed" in said
    assert "Since it was signed: a taken out: cup new: mug of new: hot tea" in said


def test_each_section_tells_how_hard_it_is_to_read(owner: Owner, folder: Folder) -> None:
    folder.replace(REST, "Sleep **well**.", "Insufficient sleep deteriorates physiological restoration. " * 6)
    assert re.search(r"Reads at school grade 1\d[.\d]*; aim for 6", owner.view("words"))


def test_the_message_is_shown_as_it_arrives(owner: Owner) -> None:
    said = owner.client.get("/message?format=html").text
    assert "Subject:" in said
    assert ".pdf" in said


def test_suggestions_wait_until_they_are_accepted_or_declined(owner: Owner, folder: Folder) -> None:
    known, placed = identities(owner), names(owner)
    for before, text in (("a dark room", "a dark, quiet room"), ("a cup of tea", "milk")):
        sent = {"name": placed[before], "identity": known[before], "before": before, "text": text, "by": "Cy Example"}
        assert owner.send("suggest", **sent) == []
    assert folder.path(REST).read_text(encoding="utf-8") == SECTION
    assert owner.view("suggestions").count("Cy Example proposes") == 2
    assert owner.send("settle", number=0, outcome="accepted", by="The owner") == []
    assert owner.send("settle", number=1, outcome="declined", by="The owner") == []
    assert owner.send("settle", number=1, outcome="accepted", by="The owner") == ["this suggestion is settled already"]
    assert folder.path(REST).read_text(encoding="utf-8") == SECTION.replace("a dark room", "a dark, quiet room")
    text = folder.path("leaflets/ache/suggestions.yaml").read_text(encoding="utf-8")
    assert (text.count("outcome: accepted"), text.count("outcome: declined")) == (1, 1)


def test_a_leaflet_that_cannot_be_read_is_told_and_no_page_is_lost(owner: Owner, folder: Folder) -> None:
    folder.write(LEAFLET, "title: [")
    answer = owner.client.get("/words")
    assert answer.status_code == 409
    assert "leaflet.yaml:" in answer.text
    assert owner.client.get("/").status_code == 200


def test_a_text_is_translated_beside_its_source_and_read_by_another_person(owner: Owner, folder: Folder) -> None:
    view = owner.view("translate", "to=es-us")
    key = re.findall(r'data-key="(tea:text@[^"]+)"', view)[0]
    sent = {"language": "es-us", "key": key, "text": "una taza de té", "by": "Ana Example"}
    assert owner.send("translate", **sent) == []
    file = folder.path("leaflets/ache/translations/es-us.yaml")
    assert "text: una taza de té" in file.read_text(encoding="utf-8")
    assert owner.send("translate", **sent, second=True) == [f"{key}: Ana Example translated it; a second reader is another person"]  # fmt: skip  # noqa: E501
    assert owner.send("translate", **{**sent, "by": "Ben Example"}, second=True) == []
    assert "by: Ben Example" in file.read_text(encoding="utf-8")
    assert owner.send("translate", **{**sent, "text": "2 tazas de té"})
    assert owner.send("translate", **{**sent, "language": "en-gb"}) == ["there is no such language to translate into"]
    assert folder.path(REST).read_text(encoding="utf-8") == SECTION


def test_a_new_leaflet_is_a_draft_that_can_be_shown_at_once(owner: Owner, folder: Folder) -> None:
    sent = {"title": "Sore throat: what helps", "variants": "general\nchildren"}
    assert owner.send("begin", **sent) == []
    made = owner.pages("leaflet=sore-throat-what-helps&variant=children")
    assert made["problems"] == []
    assert made["pages"]
    assert list(Project(folder.root).leaflet("sore-throat-what-helps").file.variants) == ["general", "children"]
    assert owner.send("begin", **sent) == [
        "there is a leaflet called 'sore-throat-what-helps' already; write another short name"
    ]
    for wrong in ({"title": "a **b"}, {"title": ""}, {"title": "Other", "variants": "!!"}):
        assert owner.send("begin", **wrong)
    assert len(list(folder.path("leaflets").iterdir())) == 2


def test_the_first_leaflet_of_all_can_be_begun(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "project", {"project.yaml": TINY["project.yaml"].replace("leaflets: [ache]\n", "")})
    shutil.rmtree(folder.path("leaflets"))
    owner = Owner(folder.root)
    assert "there is no leaflet yet" in owner.client.get("/words").text
    assert owner.send("begin", title="Sore throat") == []
    assert owner.pages()["problems"] == []


def test_who_signed_a_whole_version_is_named_before_a_word_is_changed(owner: Owner, folder: Folder) -> None:
    whole = covered(Project(folder.root), "ache", ("general",))
    signed = (
        f"{{variant: general, version: '1.0', by: Dr Ada Example, role: consultant, signed: 2026-11-20, hash: {whole}}}"
    )
    folder.write("leaflets/ache/approvals.yaml", f"versions:\n  - {signed}\n")
    assert "The whole version is signed by Dr Ada Example" in owner.view("words")
    assert reword(owner, "a cup of tea", "a glass of milk") == []
    assert "signed by Dr Ada Example" not in owner.view("words")


WORD = {"kind": "glossary", "term": "Tension", "meaning": "A headache on one side."}
LOOK = {"kind": "themes", "new": "brook", "extends": "calm", "description": "Brook", "colours.primary": "#7A4A00"}


def test_entries_of_lists_are_written_by_one_form(owner: Owner, folder: Folder) -> None:
    file = folder.path("leaflets/ache/glossary.yaml")
    file.write_text("words: # none yet\n  # the first\n  aura:\n    term: 'Aura'\n    meaning: Lights.\n", "utf-8")
    assert owner.send("lists", **WORD, variant=["general"]) == []
    assert file.read_text("utf-8") == (
        "words: # none yet\n  # the first\n  aura:\n    term: 'Aura'\n    meaning: Lights.\n"
        "  tension:\n    term: Tension\n    meaning: A headache on one side.\n"
    )
    assert owner.send("lists", **{**WORD, "entry": "tension", "meaning": ""}) == [
        "'meaning' is missing; add 'meaning:'"
    ]
    changed: dict[str, Any] = {**WORD, "entry": "aura", "term": "Aura", "when.variant": ["general"]}
    assert owner.send("lists", **changed) == []
    clash: dict[str, Any] = {"kind": "glossary", "entry": "aura", "meaning": "Stars.", "before": {"meaning": "Lights."}}
    assert owner.send("lists", **clash) == [
        "someone else has changed this in the meantime; there it is now: A headache on one side."
    ]
    assert owner.send("lists", kind="glossary", entry="tension", remove=True) == []
    assert file.read_text("utf-8") == (
        "words: # none yet\n  # the first\n  aura:\n    term: 'Aura'\n    meaning: A headache on one side.\n"
        "    when: {variant: [general]}\n"
    )
    assert owner.send("undo") == []
    assert "tension:" in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("kind", "sent", "file", "line"),
    [
        ("organisations", {"name": "Aid", "country": "US", "about": "Helps.", "web": "https://aid.example.org"},
         "leaflets/ache/organisations.yaml", "    web: https://aid.example.org"),
        ("sources", {"new": "S7", "organisation": "NHS", "title": "Pain", "dated": "2026", "seen": "2026-11-20",
                     "quality": "guideline", "printed": True}, "leaflets/ache/sources.yaml", "    printed: true"),
        ("variants", {"title": "Headaches in children", "short_title": "Children", "suffix": "CH",
                      "colour": "#7A4A00"}, "leaflets/ache/leaflet.yaml", "  headaches-in-children:"),
        ("themes", LOOK, "themes/brook.yaml", "  primary: '#7A4A00'"),
    ],
)  # fmt: skip
def test_what_a_leaflet_names_is_made_by_a_form(
    owner: Owner, folder: Folder, kind: str, sent: dict[str, Any], file: str, line: str
) -> None:
    assert owner.send("lists", **{**sent, "kind": kind}) == []
    assert line in folder.path(file).read_text("utf-8").splitlines()
    assert owner.pages()["problems"] == []
    assert owner.send("lists", **{**sent, "kind": kind})[0].startswith("there is already one called")
    shown = owner.view("lists", f"kind={kind}&entry={'brook' if kind == 'themes' else 'x'}")
    assert 'data-form="lists"' in shown
    folder.path("themes/brook.yaml").unlink(missing_ok=True)


def test_what_would_break_what_names_it_is_taken_back(owner: Owner, folder: Folder) -> None:
    before = folder.path(LEAFLET).read_bytes()
    sent = {"kind": "variants", "entry": "general", "title": "Headaches", "short_title": "Headaches", "suffix": "GEN",
            "colour": "#0B5563", "cover.drawing": "no-such"}  # fmt: skip
    answer = owner.client.post("/lists", json=sent).json()["problems"]
    assert [one["field"] for one in answer] == ["cover.drawing"]
    assert folder.path(LEAFLET).read_bytes() == before
    assert owner.pages()["problems"] == []


def test_a_picture_that_is_dropped_is_turned_and_cleaned(owner: Owner, folder: Folder) -> None:
    held, notes = io.BytesIO(), Image.Exif()
    notes[0x0112], notes[0x010F] = 6, "A camera of mine"
    Image.new("RGB", (3000, 1500), "#336699").save(held, "JPEG", exif=notes)
    sent = f"data:image/jpeg;name=My photo.jpg;base64,{base64.b64encode(held.getvalue()).decode()}"
    name = at(owner, folder, "id: sleep")
    assert owner.send("arrange", name=name, how="add", text="A quiet room", picture=sent) == []
    kept = folder.root / "assets/pictures/my-photo.jpg"
    with Image.open(kept) as made:
        assert made.size == (1500, 3000)
    assert b"camera" not in kept.read_bytes()
    assert "- picture:\n      file: my-photo.jpg\n      alt: A quiet room\n" in folder.path(REST).read_text("utf-8")
    assert owner.pages()["problems"] == []
    wrong = owner.send("arrange", name=name, how="add", text="x", picture="data:image/gif;name=x.gif;base64,R0lGODlh")
    assert wrong == ["this picture cannot be used: it is a GIF picture; save it as JPEG or PNG; save it as PNG or JPEG"]
    kept.unlink()
