"""Patterns that a text must match, each with the words that say so to whoever wrote it."""

from pydantic import StringConstraints

_WORDS: dict[str, str] = {}


def shaped(pattern: str, words: str) -> StringConstraints:
    """Holds a text to a pattern; ``words`` say what to write."""
    _WORDS[pattern] = words
    return StringConstraints(pattern=pattern)


def in_words(pattern: str) -> str:
    """What to write, so that a text matches the pattern; nothing for one that no text is held to."""
    return _WORDS.get(pattern, "")
