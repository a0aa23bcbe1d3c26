"""The title that stands before a person's name: "Vice Chairman Vohra", "President of Ukraine Volodymyr Zelensky"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from ingest.extract.participants.mentions import Name
from ingest.extract.participants.title_words import is_role_noun, role_word, title_word
from ingest.extract.phrases import sentence_start
from ingest.extract.tables import read_words

# A title with "of" has at most so many words: "Minister of Foreign Affairs of the United Arab Emirates".
_LONGEST_TITLE = 12
_OF_TITLE = frozenset({"NOUN", "PROPN", "ADJ", "DET", "CCONJ"})


def title_before(doc: Doc, name: Name, at: dict[int, Name]) -> tuple[Token, int] | None:
    """Give the noun of the title that stands before a name, and where its phrase begins."""
    start = _title_start(doc, name)
    if start < name.start:
        return _of_phrase_head(doc[name.start - 1], start), start
    title = _title_of(doc, name, at)
    return (title, _modifiers_start(title, at)) if title is not None else None


def _title_start(doc: Doc, name: Name) -> int:
    """Give where the words before a name that belong to its phrase begin ("former |Vice Chairman| Vohra")."""
    head = doc[name.head]
    last = doc[name.start - 1] if name.start else head
    is_noun = is_role_noun(last) and (last.tag_ == "NN" or title_word(last.text) is not None)
    if not is_noun or last.lower_ in read_words("courtesies") or sentence_start(last) != sentence_start(head):
        return name.start
    # The parser may hang title and name on the verb side by side.
    inside = {token.i for token in head.subtree} | {token.i for token in last.subtree}
    if last.i not in {token.i for token in head.subtree} and last.head not in {head.head, head} and head.head != last:
        return name.start
    start = name.start
    while start and start - 1 in inside and not _ends_title(doc[start - 1]):
        start -= 1
    while start < name.start and (doc[start].pos_ in {"DET", "PUNCT", "ADP", "CCONJ", "NUM"} or doc[start].is_space):
        start += 1
    return start


def _ends_title(token: Token) -> bool:
    return token.text in {",", ";", ":", "—", "–", '"'} or token.is_space or token.pos_ in {"VERB", "PRON", "SCONJ"}


def _of_phrase_head(noun: Token, start: int) -> Token:
    """Give "Secretary" for the "State" of "Secretary of State"."""
    while noun.dep_ == "nmod" and start <= noun.head.i < noun.i:
        noun = noun.head
    return noun


def _title_of(doc: Doc, name: Name, at: dict[int, Name]) -> Token | None:
    """Give the title with "of" or "for" that stands right before a name: "|President| of Ukraine Volodymyr Zelensky".

    It is written with a capital, or an organization or place stands between: "friend of President Putin" is none.
    """
    first = sentence_start(doc[name.head])
    if name.start - 1 <= first or title_word(doc[name.start - 1].text) is not None:
        return None
    for position in range(name.start - 1, max(first, name.start - _LONGEST_TITLE), -1):
        token = doc[position]
        if position in at and at[position].type == "PER":
            return None
        if token.lower_ in {"of", "for"} and position < name.start - 1:
            noun = doc[position - 1]
            if title_word(role_word(noun)) is not None and (noun.text[0].isupper() or name.start - 1 in at):
                return noun
        elif token.pos_ not in _OF_TITLE and token.tag_ not in {"NNP", "NNPS", "HYPH"}:
            return None
    return None


def _modifiers_start(noun: Token, at: dict[int, Name]) -> int:
    """Give where the names and capitalised words right before a title begin: "|US| Secretary of State"."""
    start = noun.i - 2 * role_word(noun).count("-")
    while start > sentence_start(noun) and (start - 1 in at or noun.doc[start - 1].tag_ in {"NNP", "JJ"}):
        if noun.doc[start - 1].head.i < start - 1 or noun.doc[start - 1].head.i > noun.i:
            break
        start -= 1
    return start
