"""Options that several commands have, and the kinds of paths they name."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
NEW_FOLDER = click.Path(file_okay=False, path_type=Path)

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of text.")
project_option = click.option(
    "--project", "folder", metavar="DIR", type=FOLDER, help="The project's folder. Default: the one you are in."
)
region_option = click.option(
    "--region", metavar="NAME", help="Whose words and numbers: us, uk. Default: the clinic's, or the project's."
)
roster_option = click.option(
    "--clinics",
    "roster",
    metavar="FILE.csv",
    type=FILE,
    help="For the clinics of this list, a row each, its columns named as the fields of a clinic's file.",
)
languages_option = click.option(
    "--language",
    "languages",
    multiple=True,
    metavar="TAG",
    help="In this language, such as es-US; or all there are. May be given again. Default: the region's.",
)


def output_option(help_: str = "Where the files go. Default: the project's folder output.") -> Callable[[F], F]:
    """The option that names the folder of what is made."""
    return click.option("-o", "--output", type=NEW_FOLDER, metavar="DIR", help=help_)


def language_option(help_: str) -> Callable[[F], F]:
    """The option that names one language; in small letters, as files are named."""
    return click.option("--language", metavar="TAG", callback=lambda _, __, tag: tag and tag.lower(), help=help_)
