"""``leaflets init``."""

from __future__ import annotations

from pathlib import Path

import click

from leaflets.cli.speak import fail_with


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def init(folder: Path) -> None:
    """Copy the starter project to a new folder, to make it your own.

    \b
    Example:
      leaflets init my-leaflets
    """
    import shutil

    from leaflets.store.project import starter

    if folder.exists() and any(folder.iterdir()):
        fail_with(f"{folder} is not empty; name a new folder")
    try:
        for part in ("content", "assets"):
            shutil.copytree(starter() / part, folder / part)
    except OSError as error:
        fail_with(f"{folder} cannot be written: {error.strerror}")
    click.echo(f"{folder} is ready. Next: cd {folder}, then leaflets build")
