"""The command line: the only room that prints, exits or reads arguments. One module for each family of commands."""

from __future__ import annotations

import click

import leaflets
from leaflets.cli.build import build
from leaflets.cli.check import check, coverage
from leaflets.cli.diff import diff
from leaflets.cli.email import email
from leaflets.cli.look import list_, schema
from leaflets.cli.start import init
from leaflets.cli.verify import verify


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(leaflets.__version__, prog_name="leaflets")
def main() -> None:
    """Make printed patient leaflets from plain YAML.

    \b
    Example:
      leaflets build lms --variant gi
    """


for command in (build, check, coverage, diff, email, verify, list_, schema, init):
    main.add_command(command)
