"""To the translator and back: sheets that keep, sheets that spoil, and what the commands say of either."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from leaflets.cli import main
from leaflets.edition.sheet import XLIFF, counted
from support.projects import FRONT, REST, ROOT, Folder, tiny
from support.translated import fake, file_with, table

PL = "leaflets/ache/translations/pl.yaml"
BLOCKS = """\
heading: Rest
blocks:
  - id: sleep
    text: Sleep for 8 to 10 hours, and take ibuprofen.
  - id: danger
    locked: true
    text: "**Ring** {emergency_number} or read [this](https://example.org)."
  - id: long
    text: These are four words and more.
"""
WHO = ("--by", "Ana Example", "--date", "2026-11-20")
NAMED = {"x": XLIFF}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    house = (ROOT / "content/checks.yaml").read_bytes()
    return tiny(tmp_path / "mine", {REST: BLOCKS, "checks.yaml": house})


def run(folder: Folder, *arguments: str) -> Result:
    done = CliRunner().invoke(
        main, [*arguments, "--project", str(folder.root)], env={"SOURCE_DATE_EPOCH": "1795219200"}
    )
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def sent(folder: Folder, ending: str, *more: str) -> Path:
    """A sheet, as ``leaflets translate`` writes it."""
    output = folder.root.parent / "sheets"
    done = run(folder, "translate", "ache", "PL", "--to-send", "--output", str(output), *more)
    assert done.exit_code == 0, done.stderr
    return output / f"ache-pl{ending}"


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def read_back(folder: Folder, raw: bytes, *more: str) -> Result:
    path = folder.root.parent / "back"
    path.write_bytes(raw)
    return run(folder, "translate", "ache", "pl", "--read", str(path), *(more or WHO))


def filled(path: Path, say: Callable[[str], str] = fake) -> bytes:
    """An XLIFF as a translator's tool fills it in: every part of a text that it must keep is moved along."""
    tree = ElementTree.parse(path)  # noqa: S314 (ours)
    for unit in tree.iterfind(".//x:trans-unit", NAMED):
        target = unit.find("x:target", NAMED)
        assert target is not None
        for kid in list(target):
            target.remove(kid)
        target.text = say("".join(unit.find("x:source", NAMED).itertext()))  # type: ignore[union-attr]
    made: bytes = ElementTree.tostring(tree.getroot(), "utf-8")
    return made


@pytest.mark.parametrize("ending", [".csv", ".xlf"])
def test_a_sheet_that_is_filled_in_with_care_is_read_whole(folder: Folder, ending: str) -> None:
    path = sent(folder, ending)
    raw = (
        filled(path)
        if ending == ".xlf"
        else table([{**row, "translation": fake(row["source"])} for row in _told(path)])
    )
    done = read_back(folder, raw.replace(b"ibuprofeny", b"ibuprofen"))
    assert done.exit_code == 0, done.stderr
    counts = counted(folder.project(), "ache", "pl")
    assert counts["missing"] == counts["stale"] == 0
    assert counts["translated"] == len(rows(sent(folder, ".csv", "--all"))) > 8
    assert "translator: Ana Example" in folder.path(PL).read_text(encoding="utf-8")
    assert run(folder, "build", "ache", "--variant", "general", "--language", "pl").exit_code == 0


def _told(path: Path) -> list[dict[str, str]]:
    return [{"id": row["id"], "source": row["source"]} for row in rows(path)]


def test_the_xliff_is_of_its_schema_as_far_as_tools_look(folder: Folder) -> None:
    """The elements, their order and the attributes that XLIFF 1.2 (3.2) asks for; the OASIS schema is not shipped."""
    folder.write(PL, file_with(folder.project(), "ache", "pl"))
    folder.replace(REST, "These are four", "These are five")
    root = ElementTree.parse(sent(folder, ".xlf", "--all")).getroot()  # noqa: S314 (ours)
    assert root.tag == f"{{{XLIFF}}}xliff"
    assert root.get("version") == "1.2"
    (file,) = root
    assert set(file.attrib) == {"original", "source-language", "target-language", "datatype"}
    assert (file.get("source-language"), file.get("target-language")) == ("en-US", "pl")
    assert [kid.tag.rpartition("}")[2] for kid in file] == ["header", "body"]
    units = file.findall("x:body/x:trans-unit", NAMED)
    ids = [unit.get("id") for unit in units]
    assert len(ids) == len(set(ids)) > 8
    orders = {tuple(kid.tag.rpartition("}")[2] for kid in unit) for unit in units}
    assert orders <= {("source", "target", "note"), ("source", "target", "alt-trans", "note")}
    stale = [unit for unit in units if unit.find("x:alt-trans", NAMED) is not None]
    assert [unit.findtext("x:alt-trans/x:source", "", NAMED) for unit in stale] == ["These are four words and more."]
    states = {unit.find("x:target", NAMED).get("state") for unit in units}  # type: ignore[union-attr]
    assert states == {"translated", "needs-adaptation"}
    assert [held.text for held in file.iterfind(".//x:source/x:ph", NAMED)] == ["{emergency_number}"]


def test_a_sheet_tells_where_a_text_stands_how_long_it_may_be_and_the_agreed_words(folder: Folder) -> None:
    path = sent(folder, ".csv")
    told = {row["id"].partition("@")[0]: row for row in rows(path)}
    assert told["sleep:text"]["where"] == "Rest (content/leaflets/ache/sections/rest.yaml:4:11)"
    assert told["sections/rest:heading"]["most characters"] == "12"
    assert "the edition is not made without it" in told["danger:text"]["notes"]
    words = rows(path.with_name("ache-pl-terms.csv"))
    assert [(row["word"], row["meaning"]) for row in words] == [("Migraine", "A kind of headache.")]


SPOILT: Mapping[str, tuple[str, Callable[[str], str], str]] = {
    "value": ("danger:text", lambda text: text.replace("{emergency_number}", "911"), "asks for {emergency_number}"),
    "bold": ("danger:text", lambda text: text.replace("**", ""), "has 1 bold parts"),
    "link": ("danger:text", lambda text: text.replace("example.org", "example.com"), "links to https://example.org"),
    "half a mark": ("danger:text", lambda text: text.replace("**", "", 1), "'**' is not closed"),
    "number": ("sleep:text", lambda text: text.replace("10", "12"), "says the number 10"),
    "tenfold": ("sleep:text", lambda text: text.replace("10", "1,0"), "says the number 1.0"),
    "dose": ("sleep:text", lambda text: text.replace(",", " 200 mg,"), "says the number 200"),
    "empty": ("sleep:text", lambda _: "—", "the translation is empty"),
    "letters": ("long:text", lambda _: "Ещё пять слов тут", "the words are not in Latin letters"),
    "source": ("long:text", lambda _: "These are four words and more.", "in the words of the source"),
    "entity": ("long:text", lambda _: "Sól &amp; pieprz", "'&amp;' is a sign of web pages"),
    "medicine": ("sleep:text", lambda text: text.replace("ibuprofen", "aspirynę"), "'ibuprofen' is not named"),
}


def test_every_spoiling_is_found_with_its_id_and_its_reason_and_nothing_is_written(folder: Folder) -> None:
    told = {row["id"].partition("@")[0]: row for row in rows(sent(folder, ".csv"))}
    for name, (id_, spoil, said) in SPOILT.items():
        text = spoil(fake(told[id_]["source"]).replace("ibuprofeny", "ibuprofen"))
        done = read_back(folder, table([{"id": told[id_]["id"], "translation": text}]))
        assert done.exit_code == 1, name
        assert f"{told[id_]['id']}: " in done.stderr, name
        assert said in done.stderr, (name, done.stderr)
        assert not folder.path(PL).exists()


def test_an_xliff_is_told_where_each_fault_is_and_that_its_sources_were_changed(folder: Folder) -> None:
    raw = filled(sent(folder, ".xlf")).replace(b"ibuprofeny", b"ibuprofen")
    wide = raw.decode().replace("utf-8", "utf-16").encode("utf-16")
    assert read_back(folder, wide).exit_code == 0
    folder.path(PL).unlink()
    done = read_back(folder, raw.replace(b"> or read", b"> or see").replace(b"four words", b"five words", 1))
    assert done.exit_code == 1
    told = [one for one in done.stderr.splitlines() if "source in the sheet is not that of the leaflet" in one]
    assert [re.sub(r"^.*back:\d+:7: (\w+):.*", r"\1", one) for one in told] == ["danger", "long"]
    assert not folder.path(PL).exists()


def test_all_that_is_wrong_with_a_sheet_is_told_at_once(folder: Folder) -> None:
    told = {row["id"].partition("@")[0]: row["id"] for row in rows(sent(folder, ".csv"))}
    wrong = [
        {"id": told["sleep:text"], "translation": "Śpij 8 do 11 godzin, ibuprofen."},
        {"id": told["long:text"], "translation": "Dobrze"},
        {"id": told["long:text"], "translation": "Dobrze"},
        {"id": "longs:text@w000000000000", "translation": "Dobrze"},
        {"id": "", "translation": "Dobrze"},
    ]
    done = read_back(folder, table(wrong))
    assert done.exit_code == 1
    assert "back:2:3: sleep:text" in done.stderr
    assert f"back:4:3: {told['long:text']} is there twice: " in done.stderr
    assert "back:5:3: the leaflet has no text 'longs:text@w000000000000'" in done.stderr
    assert "did you mean 'long:text'?" in done.stderr
    assert "back:6:3: the row has no id" in done.stderr


def test_a_part_of_a_sheet_will_do_and_comments_are_kept(folder: Folder) -> None:
    folder.write(PL, b"# Agreed with the Polish centre.\nvariants: [general] # the other is to come\nwork: {}\n")
    told = {row["id"].partition("@")[0]: row["id"] for row in rows(sent(folder, ".csv"))}
    done = read_back(folder, table([{"id": told["long:text"], "translation": "Dobrze", "note": "or: świetnie"}]))
    assert done.exit_code == 0, done.stderr
    text = folder.path(PL).read_text(encoding="utf-8")
    assert text.startswith("# Agreed with the Polish centre.\nvariants: [general] # the other is to come\n")
    folder.write(PL, text.replace("  - id: long", "  # as she says it\n  - id: long"))
    again = read_back(folder, table([{"id": told["sleep:text"], "translation": "Śpij 8 do 10 godzin, ibuprofen."}]))
    assert again.exit_code == 0, again.stderr
    text = folder.path(PL).read_text(encoding="utf-8")
    assert "  # as she says it\n  - id: long\n" in text
    assert "note: 'or: świetnie'" in text
    assert re.findall(r"- id: (\w+)", text) == ["sleep", "long"]  # in reading order


def test_words_that_changed_since_the_sheet_was_sent_are_passed_over_and_told(folder: Folder) -> None:
    told = [row["id"] for row in rows(sent(folder, ".csv")) if row["id"].startswith(("long:", "sleep:"))]
    folder.replace(REST, "These are four", "These are five")
    texts = {"long": "Dobrze", "sleep": "Śpij 8 do 10 godzin, ibuprofen."}
    done = read_back(folder, table([{"id": one, "translation": texts[one.partition(":")[0]]} for one in told]))
    assert done.exit_code == 0
    assert "the words of long:text have changed since this sheet was written" in done.stderr
    assert "Dobrze" not in folder.path(PL).read_text(encoding="utf-8")


def test_a_stale_text_goes_out_with_its_old_words_and_its_new_ones_take_their_place(folder: Folder) -> None:
    folder.write(PL, file_with(folder.project(), "ache", "pl"))
    folder.replace(REST, "These are four", "These are five")
    (row,) = rows(sent(folder, ".csv"))
    assert row["source"] == "These are five words and more."
    assert row["old source"] == "These are four words and more."
    assert row["translation"] == "Thesey arey foury wordsy andy morey."
    assert read_back(folder, table([{"id": row["id"], "translation": "Dobrze"}])).exit_code == 0
    text = folder.path(PL).read_text(encoding="utf-8")
    assert "foury" not in text
    assert counted(folder.project(), "ache", "pl")["stale"] == 0


def test_a_second_reader_checks_what_is_in_the_sheet_and_is_not_its_translator(folder: Folder) -> None:
    folder.write(PL, file_with(folder.project(), "ache", "pl", method="human"))
    every = rows(sent(folder, ".csv", "--all"))
    sheet = table([{"id": row["id"], "translation": row["translation"]} for row in every])
    same = read_back(folder, sheet, *WHO, "--second-reader")
    assert same.exit_code == 1
    assert "Ana Example translated it" in same.stderr
    done = read_back(folder, sheet, "--second-reader", "--by", "Ben Example", "--date", "2026-11-21")
    assert done.exit_code == 0, done.stderr
    counts = counted(folder.project(), "ache", "pl")
    assert counts["translated"] == 0
    assert counts["checked"] == len(every)


def test_every_command_knows_how_far_a_leaflet_is_translated(folder: Folder) -> None:
    folder.write(PL, file_with(folder.project(), "ache", "pl"))
    folder.replace(REST, "These are four", "These are five")
    folder.replace(FRONT, "In short", "In brief")
    assert "ache     pl        0        2      11          0        0" in run(folder, "translate").stdout
    one = run(folder, "translate", "ache", "pl")
    assert "rest.yaml:9:11: long: 'text' has changed since it was translated" in one.stderr
    assert "pl: 2 stale, 11 translated" in run(folder, "list", "leaflets").stdout
    assert "| `pl` | 0 | 2 | 11 | 0 | 0 |" in run(folder, "digest", "ache").stdout
    folder.replace(FRONT, "In brief", "In short")
    assert "pl: Sleepy fory 8 toy 10 hoursy" in run(folder, "diff", "ache", "--language", "pl").stdout
    output = folder.root.parent / "out"
    done = run(folder, "review", "ache", "--variant", "general", "--language", "pl", "--output", str(output))
    assert "ache-general-letter-us-pl-worksheet.csv" in done.stdout
    assert "Sleepy" in (output / "ache-general-letter-us-pl-worksheet.csv").read_text("utf-8-sig")


def test_all_languages_are_built_with_the_tag_at_the_end_of_their_names(folder: Folder) -> None:
    folder.write(PL, file_with(folder.project(), "ache", "pl"))
    done = folder.run("ache", "--language", "all", "--format", "html", "--index")
    assert done.code == 0, done.err
    assert done.files == (
        "ache-cluster-en-us.html", "ache-cluster-us-pl.html", "ache-general-en-us.html", "ache-general-us-pl.html",
        "index.html",
    )  # fmt: skip
    index = (folder.root.parent / "mine-output/index.html").read_text(encoding="utf-8")
    assert ">Polish<" in index
    assert (
        folder.run("ache", "--language", "es-US")
        .problems[0]
        .startswith("content/leaflets/ache/translations/es-us.yaml: ache is not translated into 'es-us'")
    )


def test_a_file_says_all_that_cannot_be_so_and_a_check_what_belongs_to_nothing(folder: Folder) -> None:
    raw = file_with(folder.project(), "ache", "pl").decode()
    folder.write(PL, f"variants: [generl]\neditions: [breif]\nregions: [usa]\n{raw}")
    told = run(folder, "build", "ache", "--language", "pl").stderr
    assert [f"pl.yaml:{line}" in told for line in ("1:11: there", "2:11: there", "3:10: there")] == [True] * 3
    assert "did you mean 'general'?" in told
    whole = " ".join(["Śpij 8 do 10 godzin i weź ibuprofen."] * 2)
    raw = re.sub(r"text: Sleepy .*", f"text: {whole[:36]}", raw).replace("- id: hello", "- id: helo")
    folder.write(PL, raw.replace("Thesey arey foury wordsy andy morey.", "Cztery słowa."))
    assert "advice: the leaflet has no 'text' of 'helo'" in run(folder, "check", "ache").stdout
    folder.path(PL).rename(folder.path(PL).with_name("zz.yaml"))
    told = run(folder, "build", "ache", "--language", "all").stderr
    assert told.startswith("content/leaflets/ache/translations/zz.yaml: there is no 'zz' in content/languages")
    folder.path(PL).with_name("zz.yaml").rename(folder.path(PL).with_name("en-gb.yaml"))
    assert "en-gb.yaml: 'en-gb' spells the leaflet's own language" in run(folder, "translate").stderr
    assert "the leaflet is written in it" in run(folder, "translate", "ache", "en-US", "--to-send").stderr


def test_a_message_and_a_list_can_ask_for_a_language(folder: Folder) -> None:
    folder.write(PL, file_with(folder.project(), "ache", "pl"))
    people = folder.root.parent / "people.csv"
    people.write_text("address,language\nann@example.org,pl\nben@example.org,\n", encoding="utf-8")
    output = folder.root.parent / "outbox"
    done = run(folder, "email", "ache", "--variant", "general", "--list", str(people), "--output", str(output))
    assert done.exit_code == 0, done.stderr
    drafts = sorted(path.read_bytes() for path in output.glob("*.eml"))
    assert sorted(b"Content-Language: pl" in draft for draft in drafts) == [False, True]
