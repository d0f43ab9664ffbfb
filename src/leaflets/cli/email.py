"""``leaflets email``."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from leaflets.cli.choice import ALL, Wanted, jobs, known, open_project, read_list
from leaflets.cli.options import flag, language_option, option, output_option, project_option, region_option
from leaflets.cli.speak import fail_with, say, show
from leaflets.files import seen_by_others
from leaflets.problems import ContentError, Source

if TYPE_CHECKING:
    from leaflets.mail.address import Address
    from leaflets.mail.ledger import Ledger
    from leaflets.mail.message import Post
    from leaflets.mail.orders import Recipient
    from leaflets.mail.smtp import Login, Server
    from leaflets.store.project import Project

VARIABLE = "LEAFLETS_SMTP_"
STDIN = "-"
"""What stands for the standard input, which no other program can see, as it can the words of a command."""
_WELL = ("sent", "sent before")


def _checked(_context: click.Context, option: click.Parameter, text: str | None) -> Any:
    """What an option names: an address, a person or a server. Anything else is a wrong command line."""
    from leaflets.mail.address import address, person
    from leaflets.mail.smtp import server

    if text is None:
        return None
    if option.name == "to" and text == STDIN:
        text = sys.stdin.readline().strip()
    try:
        if option.name == "smtp":
            return server(text)
        return (person if option.name == "name" else address)(text, Source(""))
    except ValueError as error:
        raise click.BadParameter(str(error)) from None
    except ContentError as error:
        raise click.BadParameter(f"{error.problems[0].message}; {error.problems[0].hint}") from None


def _page(_context: click.Context, _option: click.Parameter, text: str) -> str:
    """Where the web page is. Anything but ``attach`` or an address is a wrong command line."""
    from leaflets.mail.letter import ATTACH

    if text in ("", ATTACH) or re.fullmatch(r"https://[A-Za-z0-9][!#-;=?-~]*", text):
        return text
    raise click.BadParameter(f"'{text}' is neither '{ATTACH}' nor an address such as https://example.org/leaflets/")


@click.command()
@click.argument("leaflet")
@option("--variant", "NAME", "The variant to send.")
@option("--format", "NAME", "Paper and text size. Default: the region's.")
@region_option
@language_option("In this language, such as es-US. Default: the region's.")
@option("--clinic", "NAME", "The clinic that hands it out, and speaks in the message.")
@option(
    "--to",
    "ADDRESS",
    "Write to this one address; - reads it from the standard input, where nobody else sees it.",
    callback=_checked,
)
@option("--name", "NAME", "The name that goes with --to.", default="", callback=_checked)
@option(
    "--list list_",
    "FILE.csv",
    "Write to each person in a list (or, as -, the standard input), one message each. Columns: address, and if "
    "you like name, clinic, variant, format, region, language.",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
)
@flag("--descriptive", "Name the leaflet in the subject and the file name. Others may see it.")
@option(
    "--page",
    "attach|URL",
    "Attach the leaflet's web page too, or link to it. An address that ends in / is that of its folder.",
    default="",
    callback=_page,
)
@output_option("Where drafts and the record of what was sent go. Default: outbox, in the project.")
@option("--from from_", "ADDRESS", "Who sends it. Needed to send.", callback=_checked)
@flag("--send", "Send the messages, after asking. Default: write drafts.")
@option("--smtp", "URL", "The mail server: smtps://host:465 or smtp://host:587.", callback=_checked)
@option("--rate", "N", "Messages a minute at most. Default: 30.", type=click.IntRange(1), default=30)
@flag("--again", "Send even what was sent, or perhaps sent, before.")
@flag("--yes", "Do not ask. For scripts.")
@project_option
def email(
    leaflet: str,
    to: Address | None,
    name: str,
    list_: Path | None,
    descriptive: bool,
    page: str,
    output: Path | None,
    from_: Address | None,
    send: bool,
    smtp: Server | None,
    rate: int,
    again: bool,
    yes: bool,
    folder: Path | None,
    **choices: str | None,
) -> None:
    """Write emails with a leaflet, one for each person, as drafts; or send them.

    Drafts are .eml files, which mail programs open as messages not yet sent. Nothing leaves this machine without
    --send. The mail server's user name and password are taken from LEAFLETS_SMTP_USER and LEAFLETS_SMTP_PASSWORD, or
    asked for.

    \b
    Examples:
      leaflets email lms --variant gi --to ann@example.org --name "Ann Example"
      leaflets email lms --variant gi --clinic riverside --to - --page attach < address.txt
      leaflets email lms --list monday.csv --send --smtp smtps://mail.example.org --from clinic@example.org
    """
    if send and not (smtp and from_):
        raise click.UsageError("--send needs --smtp URL and --from ADDRESS")
    if send and not yes and str(list_) == STDIN:
        raise click.UsageError("with the list from the standard input nobody can be asked: add --yes")
    for axis in ("format", "variant", "clinic"):
        if choices[axis] == ALL:
            verb = "comes from" if axis == "clinic" else "carries"
            raise click.BadParameter(f"a message {verb} one {axis}; name it", param_hint=f"--{axis}")
    from leaflets.content.format import SCREENS
    from leaflets.mail.orders import orders, posts

    if choices["format"] in SCREENS:
        raise click.BadParameter("a message carries a PDF; --page attach adds the web page", param_hint="--format")
    project = open_project(folder)
    given = {axis: value for axis, value in choices.items() if value}
    for axis in ("clinic", "language"):
        known(f"--{axis}", filter(None, [choices[axis]]), project.names(f"{axis}s"))
    variants, formats = (list(filter(None, [choices[axis]])) for axis in ("variant", "format"))
    jobs(project, Wanted([leaflet], variants, formats, choices["region"]))  # a name there is none of is told
    people = _people(project, leaflet, to, name, list_)
    made, warnings = posts(project, orders(people, leaflet, given, project), descriptive, page)
    outbox = output or _outbox(project, to_send=send)
    show(dict.fromkeys(warnings), "warning: ")
    if seen_by_others(outbox):
        _tell(f"warning: {outbox}: others can look into this folder, and see the names of what is there; chmod 700 it")
    if send and smtp and from_:
        _send(made, smtp, from_, outbox, rate, again, yes)
    else:
        _draft(made, from_, outbox)


def _outbox(project: Project, to_send: bool) -> Path:
    """The project's own outbox; a ledger in the folder it had before, which people clear, is moved there."""
    from leaflets.mail.ledger import move_here
    from leaflets.store.scaffold import starter

    home = Path() if project.root in (Path.cwd(), starter()) else project.root
    outbox = home / "outbox"
    for old in dict.fromkeys((home / "output/outbox", Path("output/outbox"))) if to_send else ():
        try:
            if move_here(old, outbox):
                _tell(f"the record of what was sent was moved from {old} to {outbox}")
        except OSError as error:
            fail_with(f"the record of what was sent cannot be moved from {old} to {outbox}: {error.strerror}")
    return outbox


def _people(project: Project, leaflet: str, to: Address | None, name: str, list_: Path | None) -> Sequence[Recipient]:
    """Whom the command line, or the list it names, wants written to. Raises ContentError."""
    from leaflets.mail.message import Party
    from leaflets.mail.orders import Recipient, recipients

    if to and not list_:
        return [Recipient(Source("--to"), Party(to, name), {})]
    if to or name or not list_:
        raise click.UsageError("say to whom: either --to ADDRESS, with --name if you like, or --list FILE.csv")
    there: dict[str, Collection[str]] = {axis: project.names(f"{axis}s") for axis in ("clinic", "format", "language")}
    there |= {"variant": project.leaflet(leaflet).file.variants, "region": project.settings.regions}
    raw = sys.stdin.buffer.read() if str(list_) == STDIN else read_list(list_)
    return recipients(raw, "standard input" if str(list_) == STDIN else str(list_), there)


def _draft(posts: Sequence[Post], sent_by: Address | None, output: Path) -> None:
    from leaflets.mail.message import write_drafts

    try:
        for post, path in write_drafts(output, posts, sent_by):
            say(f"{path}  {_about(post)}")
    except BrokenPipeError:
        raise
    except OSError as error:
        fail_with(f"{output} cannot be written: {error.strerror}")
    say("Nothing was sent. Look each draft over, send it, then delete it: it holds an address.", err=True)


def _send(
    posts: Sequence[Post], smtp: Server, sent_by: Address, output: Path, rate: int, again: bool, yes: bool
) -> None:
    """Show what will go to whom, ask, send, and say what became of each. The exit code is 1 unless all were sent."""
    from leaflets.mail.ledger import Ledger
    from leaflets.mail.send import counted, send
    from leaflets.mail.smtp import Courier

    counts: Counter[str] = Counter()
    try:
        with Ledger(output) as ledger:
            ready = list(_ready(posts, ledger, again, counts))
            if ready and not yes:
                question = f"Send {counted(ready)} from {sent_by} through {smtp.host}?"
                click.confirm(question, abort=True, err=True)
            with Courier(smtp, sent_by, _login(smtp, yes) if ready else None) as courier:
                for post, outcome in send(ready, sent_by, courier, ledger, _tell, 60 / rate):
                    counts[outcome.state] += 1
                    say(f"{post.where}: {outcome.state} to {post.to.address}: {outcome.answer}")
    except ContentError as error:
        show(error.problems)
        fail_with("sending has stopped; the same command goes on where it stopped")
    _tell(", ".join(f"{state}: {count}" for state, count in counts.items()))
    sys.exit(int(any(state not in _WELL for state in counts)))


def _ready(posts: Sequence[Post], ledger: Ledger, again: bool, counts: Counter[str]) -> Iterator[Post]:
    """The posts to send now. Each is shown; those of an earlier run are kept back, unless ``again``."""
    from leaflets.mail.send import before

    for post, state in zip(posts, before(posts, ledger), strict=True):
        if state and not again:
            counts[f"{state} before"] += 1
            say(f"{post.where}: {state} before to {post.to.address}, so not sent now; --again sends it")
        else:
            say(f"{post.where}: {_about(post)}")
            yield post


def _login(smtp: Server, yes: bool) -> Login | None:
    """The user name and the password: from the environment, or else asked for; none for a server without them."""
    from leaflets.mail.smtp import Login

    user = os.environ.get(f"{VARIABLE}USER", "")
    if not user and not yes and not smtp.here:
        user = click.prompt(f"User name at {smtp.host} (empty: none)", default="", show_default=False, err=True)
    if not user:
        return None
    password = os.environ.get(f"{VARIABLE}PASSWORD")
    if password is None and yes:
        fail_with(f"there is no password; set {VARIABLE}PASSWORD, or leave out --yes to be asked")
    return Login(user, password if password is not None else click.prompt("Password", hide_input=True, err=True))


def _about(post: Post) -> str:
    to = f"{post.to.name} <{post.to.address}>" if post.to.name else str(post.to.address)
    files = ", ".join(one.name for one in post.attachments)
    what = f"{post.leaflet} version {post.version} ({round(post.size / 1024)} KB) as {files}"
    return f"to {to}: “{post.letter.subject}” with {what}"


def _tell(message: str) -> None:
    say(message, err=True)
