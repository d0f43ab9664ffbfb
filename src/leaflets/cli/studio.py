"""``leaflets studio`` and ``leaflets preview``: leaflets in the browser, on this machine."""

import webbrowser
from pathlib import Path

import click

from leaflets.cli.choice import open_project
from leaflets.cli.options import flag, option, project_option
from leaflets.cli.speak import fail_with, say

port_option = option("--port", "N", "Where it answers. Default: 8765.", type=click.IntRange(1, 65535))
quiet_option = flag("--no-open quiet", "Do not open the browser.")


@click.command()
@flag("--read-only", "To look, and change nothing.")
@port_option
@quiet_option
@project_option
def studio(read_only: bool, port: int | None, quiet: bool, folder: Path | None) -> None:
    """See leaflets in the browser, change their words, sign them and print them.

    It answers to this machine alone, and ends with Ctrl-C.

    \b
    Examples:
      leaflets studio
      leaflets studio --read-only --port 9000
    """
    _serve(folder, port, quiet, read_only, "/")


@click.command()
@port_option
@quiet_option
@project_option
def preview(port: int | None, quiet: bool, folder: Path | None) -> None:
    """Show a leaflet's pages in the browser, while its files are changed in any editor.

    \b
    Example:
      leaflets preview
    """
    _serve(folder, port, quiet, True, "/preview")


def _serve(folder: Path | None, port: int | None, quiet: bool, read_only: bool, path: str) -> None:
    try:
        from leaflets.studio.serving import serve
    except ModuleNotFoundError as error:
        fail_with(f"the studio needs more than is installed ({error.name}): pip install 'leaflets[studio]'")

    def begin(address: str) -> None:
        say(f"{'Preview' if path != '/' else 'Studio'}: {address}")
        say("It answers to this machine alone. End it with Ctrl-C.", err=True)
        if not quiet:
            webbrowser.open(address)

    try:
        serve(open_project(folder).root, begin, port, read_only, path)
    except KeyboardInterrupt:
        say("leaflets: ended", err=True)
    except OSError as error:
        fail_with(f"port {port} cannot be used: {error.strerror}")
