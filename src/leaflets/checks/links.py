"""Links: addresses and phone numbers that have the shape of what they are, are written alike, and, if asked, answer."""

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from leaflets.checks.reading import Reading
from leaflets.checks.rules import Finding, finding, line_of
from leaflets.content.clinic import Clinic
from leaflets.content.inline import spans, words_of
from leaflets.content.leaflet import Leaflet, Organisation, Reference
from leaflets.content.model import Model
from leaflets.content.payloads import Contact, Panel, QrCode
from leaflets.content.rulebook import Rulebook
from leaflets.content.settings import Settings
from leaflets.problems import Source
from leaflets.store.references import models, silent

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w-])\+?\(?\d[\d\s()-]{6,}\d(?![\w-])")
_N = {"N": "[2-9]", "X": "[0-9]"}


def addresses(leaflet: Leaflet, readings: Sequence[Reading]) -> dict[str, Source]:
    """Every web address of a leaflet, and where it is written first."""
    found: dict[str, Source] = {}
    for model in (*models(leaflet), *_clinics(readings)):
        key = {Clinic: "web", Organisation: "web", Reference: "address", QrCode: "address"}.get(type(model))
        value = getattr(model, key) if key else None
        if key and value:
            found.setdefault(value, model.at(key))
    for reading in readings:
        for passage in reading.passages:
            for span in spans(passage.marked):
                if span.address.startswith("http"):
                    found.setdefault(span.address, passage.where)
    return found


def _clinics(readings: Sequence[Reading]) -> list[Clinic]:
    """The clinics some readings are for, each once."""
    return list({reading.job.clinic: reading.clinic for reading in readings if reading.clinic}.values())


def links(leaflet: Leaflet, readings: Sequence[Reading], book: Rulebook, settings: Settings) -> Iterator[Finding]:
    """Addresses and phone numbers of a leaflet that cannot be right, or are written in two ways."""
    for address, where in addresses(leaflet, readings).items():
        if wrong := _wrong(address):
            yield finding("web-address", where, f"'{address}' {wrong}", (address,))
    numbers = list(_numbers(leaflet, readings))
    written = {_last(number): (number, model.at("phone")) for model, number, _ in reversed(numbers)}
    yield from _phones(numbers, written, book, settings)
    yield from _in_text(readings, written, settings)
    for reading in readings:
        if reading.clinic:
            yield from _unprinted(reading, reading.clinic)


def _unprinted(reading: Reading, clinic: Clinic) -> Iterator[Finding]:
    """The clinic's numbers that stand nowhere in a reading; of those to ring by day and night, it is a problem."""
    shown = {_last(part.phone) for part in models(reading.leaflet.sections) if isinstance(part, Contact) and part.phone}
    for model in models(reading.leaflet.sections):
        if getattr(model, "filled_by", None) == "clinic":
            lines = clinic.ring if isinstance(model, Panel) else clinic.directory
            shown |= {_last(line.phone) for line in (lines if reading.job.edition == "full" else lines[:2])}
    said = [re.sub(r"\D", "", passage.text) for passage in reading.passages]
    for line in clinic.lines:
        if _last(line.phone) not in shown and not any(_last(line.phone) in digits for digits in said):
            first = line in clinic.directory[:2]
            message = f"'{line.label}', {line.phone}, stands nowhere in the {reading.job.edition} edition"
            names = (reading.job.clinic, line.phone)
            yield finding("clinic-number", line.at("phone"), message, names, grave=None if first else "advice")


def _wrong(address: str) -> str:
    """What cannot be right about an address, or nothing."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "cannot be read"
    if not _HOST.fullmatch(parts.hostname or ""):
        return "names no place on the web"
    if address[-1] in ".,;:)'" and not (address[-1] == ")" and "(" in address):
        return f"ends in '{address[-1]}'"
    return "is not safe: it begins with http://, not https://" if parts.scheme == "http" else ""


def _phones(
    numbers: Sequence[tuple[Model, str, str]],
    written: Mapping[str, tuple[str, Source]],
    book: Rulebook,
    settings: Settings,
) -> Iterator[Finding]:
    """Numbers of contacts that neither ring nor look as others do, or are not written as they are the first time."""
    for model, number, country in numbers:
        where = model.at("phone")
        shapes = book.phones.get(country.casefold(), ())
        digits = re.sub(r"\D", "", number)
        fits = any(re.fullmatch("".join(_N.get(sign, sign) for sign in shape), digits) for shape in shapes)
        region = settings.regions.get(country.casefold())
        rings = region and region.country and not silent(number, region)
        if shapes and not fits and not rings:
            yield finding("phone-shape", where, f"'{number}' is no phone number of {country}", (number,))
        yield from _twice(number, where, *written[_last(number)])


def _last(number: str) -> str:
    """The digits of a number that do not depend on where it is called from."""
    return re.sub(r"\D", "", number)[-9:]


def _twice(number: str, where: Source, before: str, other: Source) -> Iterator[Finding]:
    if before != number:
        yield finding("phone-written", where, f"'{number}' is written '{before}' {line_of(other, where)}", (number,))


def _numbers(leaflet: Leaflet, readings: Sequence[Reading]) -> Iterator[tuple[Model, str, str]]:
    """Each phone number with its model and its country, each model once for each country."""
    for entry in leaflet.organisations.values():
        if entry.phone:
            yield entry, entry.phone, entry.country
    for clinic in _clinics(readings):
        for line in clinic.lines:
            yield line, line.phone, clinic.region
    seen: set[tuple[Source, str]] = set()
    for reading in readings:
        for model in models(reading.leaflet.sections):
            if isinstance(model, Contact) and model.phone and (model.at(), reading.job.region) not in seen:
                seen.add((model.at(), reading.job.region))
                yield model, model.phone, reading.job.region


def _in_text(
    readings: Sequence[Reading], written: Mapping[str, tuple[str, Source]], settings: Settings
) -> Iterator[Finding]:
    """Numbers in texts: those of the leaflet's contacts are known, and must be written as they are there."""
    emergency = "|".join(re.escape(region.emergency_number) for region in settings.regions.values())
    literal = re.compile(rf"(?<![\d,.-])(?:{emergency})(?![\d,-]|\.\d)")
    once = {passage.where: passage for reading in readings for passage in reading.passages}
    for passage in once.values():
        if passage.role == "name" or passage.key == "phone_note":
            continue
        for number in _PHONE.findall(words_of(passage.written)):
            if _last(number) in written:
                yield from _twice(re.sub(r"\s", " ", number), passage.where, *written[_last(number)])
                continue
            yield passage.finding("phone-in-text", f"the phone number '{number}' stands in a text", number)
        for match in literal.finditer(words_of(passage.written)):
            hint = "write {emergency_number}, which each region fills in"
            message = f"the emergency number '{match[0]}' stands in a text"
            yield passage.finding("phone-in-text", message, match[0], hint)


PATIENCE = 10.0
"""Seconds to wait for an answer."""
PAUSE = 1.0
"""Seconds between two requests to one host."""
_SHY = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}
_NO_HEAD = {HTTPStatus.FORBIDDEN, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED, HTTPStatus.NOT_FOUND}


def dead_links(addresses: Mapping[str, Source], pause: float = PAUSE, patience: float = PATIENCE) -> Iterator[Finding]:
    """Addresses that do not answer, or say that there is nothing there."""
    last: dict[str, float] = {}
    for address, where in addresses.items():
        host = address.split("/")[2]
        time.sleep(max(0.0, last.get(host, 0.0) + pause - time.monotonic()))
        said, grave = _tried(address, patience)
        last[host] = time.monotonic()
        if said and grave:
            yield finding("dead-link", where, f"'{address}' {said}", (address,))
        elif said:
            yield finding("dead-link", where, f"'{address}' {said}", (address,), "open it by hand", "advice")


def _tried(address: str, patience: float) -> tuple[str, bool]:
    """What is wrong with an address, and whether it is surely wrong; nothing if it answers."""
    for method in ("HEAD", "GET"):
        agent = {"User-Agent": "leaflets-check (tries each address once)"}
        try:  # addresses are http or https: the reader sees to it
            request = Request(address, method=method, headers=agent)  # noqa: S310
            with urlopen(request, timeout=patience):  # noqa: S310
                return "", False
        except HTTPError as error:
            if method == "HEAD" and error.code in _NO_HEAD:
                continue
            if error.code in _SHY:
                return f"does not answer programs ({error.code})", False
            return f"answers with error {error.code}", True
        except (OSError, ValueError, HTTPException) as error:
            return f"does not answer: {getattr(error, 'reason', error)}", True
    return "", False
