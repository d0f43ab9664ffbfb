"""Options that several commands have, and the kinds of paths they name."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
NEW_FOLDER = click.Path(file_okay=False, path_type=Path)


def flag(names: str, help_: str) -> Callable[[F], F]:
    """An option that is given or not, by its names: as it is written, and as a parameter."""
    return click.option(*names.split(), is_flag=True, help=help_)


def option(names: str, metavar: str, help_: str, **more: Any) -> Callable[[F], F]:
    """An option with a value."""
    return click.option(*names.split(), metavar=metavar, help=help_, **more)


def several(names: str, metavar: str, help_: str) -> Callable[[F], F]:
    """An option that may be given again."""
    return option(names, metavar, help_, multiple=True)


json_option = flag("--json as_json", "Print one JSON object instead of text.")
project_option = option("--project folder", "DIR", "The project's folder. Default: the one you are in.", type=FOLDER)
region_option = option("--region", "NAME", "Whose words and numbers: us, uk. Default: the clinic's, or the project's.")
roster_option = option(
    "--clinics roster",
    "FILE.csv",
    "For the clinics of this list, a row each, its columns named as the fields of a clinic's file.",
    type=FILE,
)
languages_option = several(
    "--language languages",
    "TAG",
    "In this language, such as es-US; or all there are. May be given again. Default: the region's.",
)


def output_option(help_: str = "Where the files go. Default: the project's folder output.") -> Callable[[F], F]:
    """The option that names the folder of what is made."""
    return click.option("-o", "--output", type=NEW_FOLDER, metavar="DIR", help=help_)


def language_option(help_: str) -> Callable[[F], F]:
    """The option that names one language; in small letters, as files are named."""
    return option("--language", "TAG", help_, callback=lambda _, __, tag: tag and tag.lower())
