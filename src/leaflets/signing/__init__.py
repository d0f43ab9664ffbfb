"""Statements, their marks, the decisions of clinicians, and what these come to."""
