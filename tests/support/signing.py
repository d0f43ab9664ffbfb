"""A small project to sign off, and the worksheets clinicians would hand back."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path

from click.testing import CliRunner, Result

from leaflets.cli import main
from leaflets.edition.wording import covered
from support.projects import FRONT, LEAFLET, REST, Folder, tiny

WORDS = {
    FRONT: """\
heading: In short
blocks:
  - id: hello
    evidence: V
    sources: [nhs]
    text: Most headaches go away by themselves.
  - id: box
    locked: true
    emergency:
      heading: Get help at once
      call: Call {emergency_number}
      lead_in: "if you:"
      items:
        - {id: flag-fall, evidence: V, sources: [nhs], text: fell on your head}
        - {id: flag-odd, evidence: B, needs: clinician, text: feel very odd}
""",
    REST: """\
heading: Rest
blocks:
  - id: lying-down
    subheading: Lying down
  - id: dark
    evidence: B
    text: A dark room can help.
  - id: sleeping
    subheading: Sleeping
  - id: sleep
    bullets:
      lead_in: "What helps:"
      items:
        - {id: enough, evidence: V, sources: [nhs], text: enough sleep}
        - {id: naps, evidence: V, sources: [nhs], needs: clinician, text: "-short naps, =10 minutes"}
  - id: pillow
    when: {variant: cluster}
    text: A firm pillow is best.
""",
}
"""A leaflet with a statement of each kind. ``dark`` and ``naps`` can be left out."""
SAID = ("hello", "box", "flag-fall", "flag-odd", "dark", "sleep", "enough", "naps")
"""The ids of what its general variant says, in order."""
EPOCH = {"SOURCE_DATE_EPOCH": "1795219200"}
Rows = list[dict[str, str]]


def headaches(folder: Path) -> Folder:
    """A project of that leaflet."""
    return tiny(folder, WORDS)


def run(folder: Folder, *arguments: str) -> Result:
    """A command on the project; its output goes to a folder beside it."""
    more = [] if arguments[0] in ("sign-off", "list") else ["-o", str(output(folder))]
    done = CliRunner().invoke(main, [*arguments, "--project", str(folder.root), *more], env=EPOCH)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def output(folder: Folder) -> Path:
    return folder.root.parent / f"{folder.root.name}-output"


def rows(raw: bytes) -> Rows:
    """The rows of a worksheet, by their columns."""
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def filled(raw: bytes, decide: Callable[[Mapping[str, str]], tuple[str, str]], mark: str = ",") -> bytes:
    """The worksheet with a decision and a comment in each row, as a spreadsheet would save it."""
    table = io.StringIO(newline="")
    there = rows(raw)
    writer = csv.DictWriter(table, list(there[0]), delimiter=mark)
    writer.writeheader()
    for row in there:
        decision, comment = decide(row)
        writer.writerow({**row, "decision": decision, "comment": comment})
    return table.getvalue().encode("utf-8-sig")


def agree(_: Mapping[str, str]) -> tuple[str, str]:
    return "agree", ""


def worksheet(folder: Folder, *options: str, leaflet: str = "ache", variant: str = "general") -> bytes:
    """The worksheet that ``leaflets review`` makes."""
    for old in output(folder).glob("*-worksheet.csv"):
        old.unlink()
    done = run(folder, "review", leaflet, "--variant", variant, *options)
    assert done.exit_code == 0, done.output
    (path,) = output(folder).glob("*-worksheet.csv")
    return path.read_bytes()


def sign(folder: Folder, raw: bytes, *options: str, leaflet: str = "ache", by: str = "Dr Ada Example") -> Result:
    """``leaflets sign-off`` with a worksheet of these bytes."""
    path = folder.root.parent / "filled.csv"
    path.write_bytes(raw)
    who = ("--by", by, "--role", "headache nurse", "--date", "2026-11-20")
    return run(folder, "sign-off", leaflet, str(path), *who, *options)


def signed_whole(
    folder: Folder, *variants: str, leaflet: str = "ache", clinic: str = "", by: str = "Dr A", **more: str
) -> str:
    """A sign-off of what some variants say now, as a file of YAML has it: the leaflet's, or the clinic's."""
    project = folder.project()
    known = {"leaflet": leaflet} if clinic else {}
    known |= {"by": by, "role": "GP", "signed": "2026-11-02", **more}
    version, hash_ = project.leaflet(leaflet).file.version, covered(project, leaflet, variants, clinic)
    values = ", ".join(f"{key}: {value}" for key, value in known.items())
    return f"{{variant: [{', '.join(variants)}], version: '{version}', hash: {hash_}, {values}}}"


def approve(folder: Folder, *variants: str, **more: str) -> None:
    """Sign the tiny project's leaflet off as a whole."""
    folder.replace(LEAFLET, "approvals: []", f"approvals: [{signed_whole(folder, *variants, **more)}]")
