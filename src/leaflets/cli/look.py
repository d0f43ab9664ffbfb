"""Commands that look: what a project holds, and the schemas of its files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from leaflets.cli.choice import open_project, project_option
from leaflets.cli.speak import problems_shown
from leaflets.problems import did_you_mean

if TYPE_CHECKING:
    from leaflets.content.project import Project


@click.command("list")
@project_option
def list_(folder: Path | None) -> None:
    """List the project's leaflets, variants, formats, themes and languages.

    \b
    Example:
      leaflets list
    """
    from leaflets.content.project import FOLDERS
    from leaflets.content.screen import SCREENS

    project = open_project(folder)
    with problems_shown():
        for kind in FOLDERS:
            click.echo(f"{kind}:")
            for name in project.names(kind):
                click.echo(f"  {name}{_about(project, kind, name)}")
            if kind == "formats":
                for name, screen in SCREENS.items():
                    click.echo(f"  {name}: {screen.description}")


def _about(project: Project, kind: str, name: str) -> str:
    if kind == "leaflets":
        file = project.leaflet(name).file
        extras = f"; extras: {', '.join(file.extras)}" if file.extras else ""
        return f": {file.title}; variants: {', '.join(file.variants)}{extras}"
    if kind == "formats":
        return f": {project.format(name).description}"
    return f": {project.theme(name).description}" if kind == "themes" else f": {project.language(name).tag}"


@click.command()
@click.argument("kind", required=False)
def schema(kind: str | None) -> None:
    """Print the JSON Schema of a kind of YAML file, or list the kinds.

    \b
    Example:
      leaflets schema section > section.json
    """
    import json

    from leaflets.content.schema import KINDS
    from leaflets.content.schema import schema as schema_of

    if kind is None:
        click.echo("\n".join(KINDS))
    elif kind not in KINDS:
        raise click.BadParameter(f"there is no kind '{kind}'; {did_you_mean(kind, KINDS)}", param_hint="KIND")
    else:
        click.echo(json.dumps(schema_of(kind), indent=2, ensure_ascii=False))
