"""How news is cut into tokens: spaCy's English rules, mended where the treebanks or the web write otherwise.

Every pattern takes time in proportion to the text, also where a text has no space or is all punctuation. What hangs on
the next word ("No." before a number, the full stop of "U.S." that also ends a sentence) spaCy's tokenizer can't see.
"""

from __future__ import annotations

import re
from typing import Any

from spacy.lang.char_classes import ALPHA, ALPHA_LOWER, HYPHENS
from spacy.lang.en import English
from spacy.lang.tokenizer_exceptions import URL_PATTERN
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from spacy.vocab import Vocab

from ingest.nlp.word_lists import abbreviations, parted_words, prefixes

# Links that pages glue to the last word of a sentence: "February.pic.twitter.com/…".
_LINK = r"(?:https?://|pic\.twitter\.com/)"
# The look-behind lets it begin only where a word begins, else a long word would be read again from each letter.
_ADDRESS = r"(?<![\w.+-])[\w.+-]+@\w[\w.-]*"
_MARK = r"(?:[^\w\s]|_)"
# Ornaments and rules ("=-=-=-=-="). spaCy takes marks off a word one by one, in time that is quadratic in their number.
_RULE = rf"{_MARK}{{8,}}"
# A mark written several times is one word ("***", "<<", "$$$"); so are "?!" and the quotation marks of LaTeX.
_REPEATED = ("[!?]", r"\.", r"\*", "<", ">", "_", "~", r"\#", r"\$", r"\+", r"\|", "[-=]", "'", "`")
# Words between spaces whose tokens are remembered: a few ten bytes each.
_CACHE_WORDS = 100_000
# What is longer hardly comes again.
_LONGEST_SEEN = 40
_BRACKETS = r"()\[\]{}\"“”"
# spaCy reads these as "we'd" and "I'd" without their apostrophe; in news they are words.
_NOT_CONTRACTED = ("wed", "Wed", "id", "Id")
# spaCy reads these as faces; in news they are a bracket beside a colon, or a number in a list.
_NO_FACES = frozenset(
    ("):", ")-:", "(:", "(;", "8)", "(8", "=(", "(=", "=[", "[=", "]=", "=]", "[:", ":]", ":0", ":1", ":3")
)
_INSERTION = r"\[[A-Za-z]+\]"
# What stays whole: numbers of telephones and dates ("713-853-3989", "345-9945"), news groups, files ("draft-2.pdf"),
# decades ("1990's", "’60s"), hashtags, sections of laws ("401(k)"), and what editors put into the words of others
# ("[T]he", "expect[ed]").
_WHOLE = "|".join(
    (
        r"\d+(?:-\d{2,}){2,}|(?:x?\d|\d{3}|\d{5}|\d{3}/\d{3})-\d{4}",
        r"[a-z]{2,}(?:\.[a-z][a-z-]+){2,}",
        r"(?i:[^\s<>()\[\]\"“”/]+\.(?:docx?|xlsx?|pdf|txt|jpe?g|html?|pptx?|zip|gif|png))",
        r"(?:['’]\d0|(?:1\d)?\d0['’])s",
        r"\#[A-Za-z]\w+",
        r"\d+[A-Za-z]?(?:\(\w{1,2}\))+s?",
        rf"[A-Za-z]+{_INSERTION}[A-Za-z]*|{_INSERTION}[A-Za-z]+",
    )
)
# spaCy's prefixes that begin one of those; it would take them off together with the comma behind the word.
_PREFIXES = {
    "#": r"\#(?![A-Za-z])",
    r"\'": r"'(?!\d0s)",
    "’": r"’(?!\d0s)",
    r"\[": rf"(?!{_INSERTION}[A-Za-z])\[",
}
_CURRENCIES = "Rs|RM|USD|EUR|GBP|JPY|CNY|RMB|INR|IRR|CHF|AUD|CAD"
# spaCy reads these as abbreviations; more often they are a unit ("80k.") or an unknown number at a sentence's end.
_NO_ABBREVIATIONS = frozenset(f"{letter}." for letter in "bgkmtxyz")
# "20th", "1990s", "49ers".
_NO_UNIT = r"(?:st|nd|rd|ths?|s|ers|chan)(?!\w)"
_CAPITAL_UNIT = r"(?:K|M|MM|B|BN|AM|PM|KM|KB|MB|GB|TB|MHz|Hz|GHz|kWh|MWh|kW|MW|GW)(?!\w)"


def news_tokenizer(vocab: Vocab) -> Tokenizer:
    """Give the tokenizer. Its rules are plain patterns and forms, so that a saved pipeline keeps them."""
    # spaCy's pattern for addresses takes time that is quadratic in the colons, so that it gets no long word.
    address = rf"(?!\S{{1000}}|\S+{_LINK}|\S*[\"<>])(?:{URL_PATTERN.strip().removeprefix('(?u)')})"
    return NewsTokenizer(
        vocab,
        rules=_rules(),
        prefix_search=compile_prefix_regex(_prefixes()).search,
        suffix_search=compile_suffix_regex(_suffixes()).search,
        infix_finditer=compile_infix_regex(_infixes()).finditer,
        token_match=re.compile(rf"(?:{_WHOLE})\Z").match,
        url_match=re.compile(address).match,
        max_cache_size=_CACHE_WORDS,
    )


class NewsTokenizer(Tokenizer):  # type: ignore[misc] # It has no types.
    """spaCy's tokenizer, which remembers all that stands between spaces, as it comes again and again.

    By itself it remembers nothing new of a text behind the first form with a rule of its own ("don't").
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._seen: set[str] = set()

    def __call__(self, string: str) -> Doc:
        """Give the tokens of a text."""
        if len(self._seen) < _CACHE_WORDS:
            new = {chunk for chunk in string.split() if len(chunk) <= _LONGEST_SEEN} - self._seen
            for chunk in new:
                super().__call__(chunk)
            self._seen |= new
        doc: Doc = super().__call__(string)
        return doc


def _rules() -> dict[str, Any]:
    unused = _NO_FACES | _NO_ABBREVIATIONS
    defaults = English.Defaults.tokenizer_exceptions or {}
    rules: dict[str, Any] = {form: parts for form, parts in defaults.items() if form not in unused}
    rules |= {word: [{"ORTH": word}] for word in (*abbreviations(), *_NOT_CONTRACTED)}
    rules |= {"".join(parts): [{"ORTH": part} for part in parts] for parts in parted_words()}
    return rules


def _prefixes() -> list[str]:
    dollars = r"[A-Z]{1,3}\$"
    # A row of these would be taken off one by one.
    defaults = [str(prefix) for prefix in English.Defaults.prefixes or () if not str(prefix).endswith(r"\$")]
    return [
        _RULE,
        *(f"{mark}{{2,}}" for mark in _REPEATED),
        rf"(?:{dollars}|\$)(?!{dollars})",
        r"-(?=[^\s>-])",
        r"@(?=[0-9])",
        r"~(?=[A-Za-z0-9])",
        rf"(?:{_CURRENCIES})(?=[0-9])",
        *(_PREFIXES.get(prefix, prefix) for prefix in defaults),
    ]


def _suffixes() -> list[str]:
    # Each run must begin where no such mark stands before it, else a long one in a word would be tried from every mark.
    ours = ("'s", "'S", "’s", "’S", r"\.\.+")
    defaults = [str(suffix) for suffix in English.Defaults.suffixes or () if suffix not in ours]
    return [
        rf"(?<!{_MARK}){_RULE}",
        *(rf"(?<!{mark}){mark}{{2,}}" for mark in _REPEATED if mark != r"\."),
        # The full stop of an abbreviation is not the first of two or three.
        r"(?:(?<!\.)\.{3,}|(?<!\.)(?<!\.[A-Z])(?<!Inc)(?<!Ltd)(?<!Co)(?<!Jr)(?<!etc)\.{2}|(?<=(?<!\.)\.)\.)",
        r"(?:(?<=[a-z]{4})[.,:][?!]+|(?<![?!])[?!]+\.)",
        r"(?<=(?<!\w)[A-D])\+",
        r"(?<=[a-z0-9][A-Z])\.",
        r"(?<!['’`´][sS])['’`´][sS]",
        r"(?<=[0-9])(?:k|(?<![-A-Za-z][0-9])(?<![-A-Za-z][0-9]{2})b|bn|mn|tn|MM|BN)",
        rf"(?:(?<=[{ALPHA_LOWER}]{{4}})|(?<=[A-Z]{{2}})|(?<=[0-9)\]\"”.!?])|(?<=[0-9][A-Za-z]))-",
        *defaults,
    ]


def _infixes() -> list[str]:
    # A look-behind has a fixed width, so that each prefix has its own.
    whole = "".join(rf"(?<!(?<![\w-])(?i:{prefix}))" for prefix in sorted(prefixes()))
    return [
        rf"(?<=\S)[.!?,:]?(?={_LINK})",
        rf"{_LINK}\S+",
        _ADDRESS,
        r"(?<=[^\s-])(?:--+|[-=]{3,})(?=[^\s-])",
        rf"(?<=[{ALPHA}0-9]){whole}-(?=[{ALPHA}])",
        rf"(?<=[{ALPHA}]){whole}-(?=[0-9])",
        rf"(?<=[{ALPHA}0-9])(?:{HYPHENS.removeprefix('-|')})(?=[{ALPHA}])",
        rf"(?<=[{ALPHA}]\.)-(?=[{ALPHA}])",  # "U.S.-led"
        r"(?<=[0-9])-(?=[$£€])",
        rf"(?<=[{_BRACKETS}])-(?=\S)|(?<=\S)-(?=[{_BRACKETS}])",
        rf"(?<=[\w{_BRACKETS}])[,:;](?=[{_BRACKETS}<])|(?<=[{_BRACKETS}>])[,:;](?=[\w{_BRACKETS}])",
        rf"(?<=[a-z]{{2}})\.(?=[{_BRACKETS}])",
        "(?<=[0-9])['’](?=[0-9])",
        r"(?<=\S)[–—](?=\S)",
        rf"(?<=[{ALPHA}0-9])[!?]+(?=[{ALPHA}0-9])",
        rf"(?<=[{ALPHA}])[,:](?=[0-9])",
        rf"(?<=[0-9]),(?=[{ALPHA}])",
        rf"(?<=[{ALPHA}0-9]);(?=[{ALPHA}])",
        *_borders(),
        *(str(infix) for infix in English.Defaults.infixes or () if HYPHENS not in str(infix)),
    ]


def _borders() -> list[str]:
    """Give patterns of no width: where one word ends and the next begins without a mark between them."""
    return [
        rf"(?<=[{_BRACKETS}])(?=\S)|(?<=\S)(?=[{_BRACKETS}])",
        "(?<=[^<])(?=<)|(?<=<)(?=[^<])|(?<=[^>])(?=>)|(?<=>)(?=[^>])",
        r"(?<=[$£€¥])(?=[0-9])|(?<=(?<![0-9])[0-9]{2})(?=[CF](?!\w))",
        rf"(?<=[{ALPHA}])(?=[nN]['’][tT](?!\w))",
        rf"(?<=[{ALPHA}0-9])(?=['’](?i:s|re|ve|ll|d|m)(?!\w))",
        rf"(?<=[0-9])(?<![A-Za-z][0-9])(?<![A-Za-z][0-9]{{2}})(?!{_NO_UNIT})(?=(?:[a-z]{{2,}}|[km])(?!\w)|{_CAPITAL_UNIT})",
        r"(?<=(?<![\w.])[A-Z]\.)(?=[A-Z][a-z]{2})",  # "S.Korea"
    ]
