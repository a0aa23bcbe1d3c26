"""How news is cut into tokens: spaCy's English rules, mended where the treebanks or the web write otherwise."""

from __future__ import annotations

import re

from spacy.lang.char_classes import ALPHA, HYPHENS
from spacy.lang.en import English
from spacy.lang.tokenizer_exceptions import URL_PATTERN
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from spacy.vocab import Vocab

from ingest.nlp.word_lists import abbreviations, prefixes

# Links that pages glue to the last word of a sentence: "February.pic.twitter.com/…".
_LINK = r"(?:https?://|pic\.twitter\.com/)"
# Ornaments and rules ("=-=-=-=-="). spaCy takes marks off a word one by one, in time that is quadratic in their number.
_RULE = r"(?:[^\w\s]|_){8,}"
# spaCy reads these as "we'd" and "I'd" without their apostrophe; in news they are words.
_NOT_CONTRACTED = ("wed", "Wed", "id", "Id")


def news_tokenizer(vocab: Vocab) -> Tokenizer:
    """Give the tokenizer. Its rules are plain patterns and forms, so that a saved pipeline keeps them."""
    defaults = English.Defaults
    whole = {word: [{"ORTH": word}] for word in (*abbreviations(), *_NOT_CONTRACTED)}
    return Tokenizer(
        vocab,
        rules={**defaults.tokenizer_exceptions, **whole},
        prefix_search=compile_prefix_regex([_RULE, *(defaults.prefixes or ())]).search,
        suffix_search=compile_suffix_regex([_RULE, r"[!?]{2,}", *(defaults.suffixes or ())]).search,
        infix_finditer=compile_infix_regex(_infixes()).finditer,
        url_match=re.compile(rf"(?u)(?!\S+{_LINK})(?:{URL_PATTERN.strip().removeprefix('(?u)')})").match,
    )


def _infixes() -> list[str]:
    # A look-behind has a fixed width, so that each prefix has its own.
    whole = "".join(rf"(?<!\b(?i:{prefix}))" for prefix in sorted(prefixes()))
    return [
        rf"(?<=\S)[.!?,:]?(?={_LINK})",
        rf"{_LINK}\S+",
        rf"(?<=[{ALPHA}0-9]){whole}-(?=[{ALPHA}])",
        rf"(?<=[{ALPHA}0-9])(?:{HYPHENS.removeprefix('-|')})(?=[{ALPHA}])",
        rf"(?<=[{ALPHA}]\.)-(?=[{ALPHA}])",  # "U.S.-led"
        r"(?<=\S)[–—](?=\S)",
        rf"(?<=[.!?…])[\"“](?=[{ALPHA}])",  # A quotation glued to the sentence before it.
        *(pattern for pattern in English.Defaults.infixes or () if HYPHENS not in pattern),
    ]
