"""Whom "he", "she", "it" and "they" mean, where that is plain; the others stay unresolved."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from ingest.extract.participants.cast import Cast, Draft
from ingest.extract.participants.genders import gender_of_pronoun
from ingest.extract.participants.mentions import Name
from ingest.extract.participants.quoting import read_setting
from ingest.extract.participants.roles import title_word
from ingest.extract.participants.salience import Referent, Setting, features, is_excluded, score, softmax
from ingest.extract.phrases import children

# A person last mentioned more sentences ago than this is no longer a candidate.
_MEMORY = 12
# Under this share of the softmax a reading is refused.
_SURE = 0.4


def cast_pronouns(doc: Doc, names: tuple[Name, ...], cast: Cast) -> None:
    """Let the third-person pronouns point at whom they stand for, in the text's order."""
    setting = read_setting(doc)
    unnamed = _unnamed_persons(doc, names, cast)
    pronouns: set[int] = set()
    for token in doc:
        if token.pos_ in {"PRON", "DET"} and gender_of_pronoun(token.lower_) and token.i not in cast.by_token:
            choices = candidates(doc, token, cast, unnamed, frozenset(pronouns), setting)
            if choices:
                best, share = choices[0]
                if best.is_named and share >= _SURE:
                    cast.refer(token.i, cast.drafts[best.key], "pronoun", confidence=share)
                    pronouns.add(token.i)


def candidates(
    doc: Doc, pronoun: Token, cast: Cast, unnamed: dict[str, list[int]], pronouns: frozenset[int], setting: Setting
) -> list[tuple[Referent, float]]:
    """Give the persons that ``pronoun`` may mean with their probabilities, the likeliest first."""
    referents = list(_agreeing(doc, pronoun, cast, unnamed, pronouns, setting))
    if not referents:
        return []
    found = [features(doc, pronoun, referent, _rank(referent, referents, pronoun), setting) for referent in referents]
    shares = softmax([score(each) for each in found])
    return sorted(zip(referents, shares, strict=True), key=lambda pair: -pair[1])


def _agreeing(
    doc: Doc, pronoun: Token, cast: Cast, unnamed: dict[str, list[int]], pronouns: frozenset[int], setting: Setting
) -> Iterator[Referent]:
    gender = gender_of_pronoun(pronoun.lower_)
    for draft in cast.of_kind("person"):
        told = draft.gender or _pronoun_gender(doc, draft, pronouns)
        tokens = _in_reach(doc, pronoun, sorted(draft.tokens), setting)
        if tokens and told in {None, gender}:
            yield Referent(draft.key, told, True, tokens, pronouns & set(tokens))
    for key, heads in unnamed.items():
        entry = title_word(doc[heads[0]].text)
        tokens = _in_reach(doc, pronoun, heads, setting)
        if tokens and (entry is None or entry.gender in {None, gender}):
            yield Referent(key, None, False, tokens, frozenset())


def _pronoun_gender(doc: Doc, draft: Draft, pronouns: frozenset[int]) -> str | None:
    return next((gender_of_pronoun(doc[token].lower_) for token in draft.tokens if token in pronouns), None)


def _in_reach(doc: Doc, pronoun: Token, tokens: list[int], setting: Setting) -> tuple[int, ...]:
    """Give the mentions up to the pronoun, or those behind it in its sentence where none is before."""
    here = setting.sentence[pronoun.i]
    before = [token for token in tokens if token < pronoun.i]
    if before:
        if here - setting.sentence[before[-1]] > _MEMORY:
            return ()
        same = [token for token in before if setting.sentence[token] == here]
        return () if same and any(is_excluded(pronoun, doc[token]) for token in same) else tuple(before)
    after = [token for token in tokens if setting.sentence[token] == here]
    return tuple(after) if after and not is_excluded(pronoun, doc[after[0]]) else ()


def _rank(referent: Referent, others: list[Referent], pronoun: Token) -> int:
    def last(one: Referent) -> int:
        return max((token for token in one.tokens if token < pronoun.i), default=-1)

    return sum(last(other) > last(referent) for other in others)


def _unnamed_persons(doc: Doc, names: tuple[Name, ...], cast: Cast) -> dict[str, list[int]]:
    """Give the nouns that speak of one person who is not named ("a man", "the driver"), by noun: they compete."""
    inside = {token for name in names for token in range(name.start, name.end)}
    found: dict[str, list[int]] = {}
    for token in doc:
        is_person = token.tag_ == "NN" and title_word(token.text) is not None
        if is_person and token.i not in inside and token.i not in cast.by_token and children(token, "det", "nmod:poss"):
            found.setdefault(f"noun:{token.lower_}", []).append(token.i)
    return found
