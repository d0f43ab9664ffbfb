"""``leaflets init``."""

from __future__ import annotations

from pathlib import Path

import click

from leaflets.cli.speak import fail_with, say

PARTS = ("content", "assets")


def _left_about(_folder: str, names: list[str]) -> list[str]:
    from leaflets.files import left_about

    return [name for name in names if left_about(Path(name))]


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def init(folder: Path) -> None:
    """Copy the starter project to a new folder, to make it your own.

    \b
    Example:
      leaflets init my-leaflets
    """
    import shutil

    from leaflets.store.starter import starter

    there = folder.exists()
    if there and any(folder.iterdir()):
        fail_with(f"{folder} is not empty; name a new folder")
    try:
        for part in PARTS:
            shutil.copytree(starter() / part, folder / part, ignore=_left_about)
    except OSError as error:
        for part in PARTS:
            shutil.rmtree(folder / part, ignore_errors=True)
        if not there:
            shutil.rmtree(folder, ignore_errors=True)
        said = error.strerror or str(error.args[0][0][-1])  # copytree gathers what went wrong with each file
        reason = said.partition("] ")[2].partition(":")[0] or said
        fail_with(f"{folder} cannot be written: {reason}; nothing was left there")
    say(f"{folder} is ready. Next: cd {folder}, then leaflets build")
