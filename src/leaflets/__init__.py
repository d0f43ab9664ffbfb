"""Printed patient leaflets from plain YAML: tagged, accessible PDFs in every variant."""

__version__ = "0.1.0"
