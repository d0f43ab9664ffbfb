"""Figures: drawings that carry meaning, each said in words as well."""
