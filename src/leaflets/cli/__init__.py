"""The command line: the only room that prints, exits or reads arguments. One module for each family of commands."""

import atexit
import gc
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

import click

import leaflets
from leaflets.cli.speak import fail, say, shown
from leaflets.problems import ContentError, did_you_mean

_MODULES = {
    "build": ("build", "manifest"),
    "check": ("check", "coverage", "verify"),
    "email": ("email",),
    "look": ("catalogue", "diff", "digest", "list", "schema"),
    "register": ("due", "publish", "register", "withdraw"),
    "review": ("review", "sign-off", "translate"),
    "start": ("doctor", "init", "new"),
    "studio": ("preview", "studio"),
}
HOMES = {command: module for module, commands in _MODULES.items() for command in commands}
"""The commands, and the modules they live in, which are imported when they are asked for."""


gc.set_threshold(300_000, 50, 50)
"""Models and pages by the thousand, few of them garbage: it is looked for less often."""

atexit.register(gc.freeze)
"""What is left at the end goes with the process, and is not looked through once more."""

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
"""Nothing else on the machine has a say in the models; to look for it takes longer than to set a page."""


class Commands(click.Group):
    """The commands, whatever becomes of the streams they print to."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands."""
        return sorted(HOMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name."""
        if cmd_name not in HOMES:
            ctx.fail(f"there is no command '{cmd_name}'; {did_you_mean(cmd_name, HOMES)}".removesuffix("; "))
        found = vars(import_module(f"leaflets.cli.{HOMES[cmd_name]}")).values()
        return next(one for one in found if isinstance(one, click.Command) and one.name == cmd_name)

    def main(self, *arguments: Any, **named: Any) -> Any:
        """Run the program. What a disk or a stream does to it that no command told is one line, too."""
        try:
            return super().main(*arguments, **named)
        except OSError as error:
            with suppress(OSError):
                say(f"leaflets: {error.filename or 'what is said here'}: {error.strerror or error}", err=True)
            with suppress(OSError), open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123
                os.dup2(nowhere.fileno(), 1)  # what is left to say is not tried again
            sys.exit(1)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command. The problems an author can mend are shown; what is said of its line is fit for a terminal."""
        for name in ("stdout", "stderr"):
            if getattr(sys, name) is None:  # it was closed; its number must not become that of a file
                setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
            stream: Any = getattr(sys, name)
            if hasattr(stream, "reconfigure"):  # Windows pipes in what was usual where it was sold; UTF-8 is for all
                stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except ContentError as error:
            fail(error.problems)
        except click.ClickException as error:
            vars(error)["message"] = shown(error.message)
            raise
        except BrokenPipeError:
            with suppress(OSError):
                say("leaflets: what read this output has ended (broken pipe); a new run goes on from here", err=True)
            raise


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(leaflets.__version__, prog_name="leaflets")
def main() -> None:
    """Make printed patient leaflets from plain YAML.

    \b
    Example:
      leaflets build --variant gi
    """
