"""What the readers people use find in a PDF: Poppler, PDFium (the browsers), pypdf."""

from __future__ import annotations

import io
import re
import subprocess

import pypdfium2
from pypdf import PdfReader

from leaflets.text.reading import BACKWARDS
from support import validators

DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]")
"""Marks of direction: nobody sees them, and Poppler adds its own."""


def poppler(data: bytes) -> str:
    validators.require("pdftotext", "poppler-utils")
    return subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()


def pdfium(data: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))


def leftward_as_read(text: str, data: bytes) -> str:
    """The text of a PDF's structure, where lines from right to left are as seen; these are as PDFium finds them."""
    lines = text.splitlines()
    kept = [line for line in lines if not BACKWARDS.search(line)]
    if len(kept) < len(lines):
        kept += [line for line in DIRECTIONS.sub("", pdfium(data)).splitlines() if BACKWARDS.search(line)]
    return "\n".join(kept)


def pypdf(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
