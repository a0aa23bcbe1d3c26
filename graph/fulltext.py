"""Full-text tests as the Lucene query that both engines read."""

from __future__ import annotations

from graph.predicates import Matches


def lucene_query(test: Matches) -> str:
    """Give ``test`` in Lucene's query syntax.

    Every word stands in quotation marks, so that none is read as an operator (``and``, ``to``) and a word that the
    analyzer splits is a phrase; a plan's words contain neither quotation marks nor backslashes.
    """
    return " ".join(f"+({' '.join(_phrase(words) for words in group)})" for group in test.groups)


def _phrase(words: str) -> str:
    quoted = [_word(word) for word in words.split(" ")]
    return quoted[0] if len(quoted) == 1 else f"({' '.join(f'+{word}' for word in quoted)})"


def _word(word: str) -> str:
    # The analyzer keeps the apostrophe that was written, and people type the straight one.
    spellings = dict.fromkeys((word.replace("’", "'"), word.replace("'", "’")))
    quoted = [f'"{spelling}"' for spelling in spellings]
    return quoted[0] if len(quoted) == 1 else f"({' '.join(quoted)})"
