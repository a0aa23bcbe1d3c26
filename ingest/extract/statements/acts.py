"""Which act a statement is, from its cue and its content together, by the votes of two models.

One is the statement reader's, which reads the words' vectors with the parts marked. The other is linear, over words and
their roles, learned from annotated articles (``training/statement_tables.py``); the core cues of each act
(``tables/core_cues.tsv``) are features among the others, so that a rare cue is not left to chance. On held-out articles
both together are right more often than either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from spacy.tokens import Doc, Token

from graph.model import ActSource, Form
from ingest.extract.phrases import is_negated, subjects
from ingest.extract.statements.attribution import Attribution, Range, head_of
from ingest.extract.statements.reader import tell
from ingest.extract.tables import read_table
from ingest.extract.weights import Row, probabilities, read_weights

_OPEN = frozenset({"VERB", "NOUN", "ADJ", "ADV", "PROPN"})
# What is done tells an act, what is spoken of does not: with nouns the model learned the topics of its articles.
_DOING = frozenset({"VERB", "ADJ", "ADV"})
# How much the reader's log probabilities count beside the linear model's, and how much less likely a mere statement is
# than both say: what is left when nothing more is known takes more than its share. Chosen on held-out articles and on
# gold dev.
_READER_WEIGHT = 1.5
_LESS_STATE = 1.5
# The share of fair readers from which an act is likely.
_LIKELY = 0.05
# How much likelier, as a logarithm, an act is whose core cue stands there.
_CORE = 2.7
# The log probability of an act that the reader does not know.
_UNLIKELY = -20.0
_SPEAKER_PRONOUNS = frozenset({"i", "we", "he", "she", "they", "it"})


@dataclass(frozen=True, slots=True)
class ActReading:
    """The act, whether cue or content tells it by itself, or only both together, and what else it may be.

    ``likely_acts`` are the acts that a fair reader may find, the act first.
    """

    act: str
    act_source: ActSource
    likely_acts: tuple[str, ...]


def read_act(doc: Doc, attribution: Attribution, *, form: Form, is_named: bool) -> ActReading:
    """Give the likeliest act of ``attribution``."""
    weights = read_weights("act_weights")
    cue = weights.score(cue_features(doc, attribution))
    content = weights.score(content_features(doc, attribution, form=form, is_named=is_named))
    votes = np.log(probabilities(cue + content)) + _read_again(doc, attribution, weights.classes)
    votes = probabilities(votes + _prior(doc, attribution.cue, weights.classes))
    best = int(votes.argmax())
    in_cue, in_content = int(cue.argmax()) == best, int(content.argmax()) == best
    source: ActSource = "both" if in_cue == in_content else "content" if in_content else "cue"
    return ActReading(weights.classes[best], source, likely_acts(votes, weights.classes, best))


def likely_acts(votes: Row, acts: Sequence[str], best: int) -> tuple[str, ...]:
    """Give the acts that many a reader would find, the best first: who reads one act as another is in a table."""
    readers = votes @ _choices(tuple(acts))
    ranked = (int(one) for one in np.argsort(-readers, kind="stable"))
    return (acts[best], *(acts[one] for one in ranked if readers[one] >= _LIKELY and one != best))


@cache
def _choices(acts: tuple[str, ...]) -> Row:
    """Give a row an act: the share of readers that find each act in it."""
    shares = np.zeros((len(acts), len(acts)), np.float32)
    for row in read_table("act_choices"):
        shares[acts.index(row["act"]), acts.index(row["found"])] = float(row["share"])
    return shares


def _read_again(doc: Doc, attribution: Attribution, acts: Sequence[str]) -> Row:
    """Give the statement reader's vote for each act; no act is likelier than others where it tells nothing."""
    told = tell(doc, attribution)
    if told is None:
        return np.zeros(len(acts), np.float32)
    votes = _READER_WEIGHT * np.array([told.acts.get(act, _UNLIKELY) for act in acts], np.float32)
    votes[acts.index("STATE")] -= _LESS_STATE
    return votes


def _prior(doc: Doc, cue: Sequence[Range], acts: Sequence[str]) -> Row:
    """Give what the core cues add to the acts that they name; those of a mere statement tell nothing."""
    named = set(core_acts([cue_key(token) for start, end in cue for token in doc[start:end]])) - {"STATE"}
    return np.array([_CORE if act in named else 0.0 for act in acts], np.float32)


def cue_features(doc: Doc, attribution: Attribution) -> list[str]:
    """Give the features of the cue: its words, their roles, what they govern, the act that the core cues give."""
    if attribution.anchor is None:
        return ["cue none"]
    anchor = doc[attribution.anchor]
    tokens = [token for start, end in attribution.cue for token in doc[start:end]]
    keys = [cue_key(token) for token in tokens if token.pos_ in _OPEN or token.dep_ in {"compound:prt"}]
    found = ["bias", f"cue {'_'.join(keys)}", f"anchor {cue_key(anchor)} {anchor.pos_}"]
    found += [f"has {key}" for key in keys]
    found += [f"cue word {token.lower_}" for token in tokens if token.pos_ in {"ADP", "PART", "SCONJ"}]
    head = head_of(doc, attribution.content[0])
    relation = head.dep_ if head.head.i == anchor.i else "far"
    found += [f"governs {relation}", f"anchor {cue_key(anchor)} {relation}"]
    found += [f"core {act}" for act in core_acts(keys)]
    if is_negated(anchor):
        found += ["negated", f"negated {cue_key(anchor)}"]
    return found


def content_features(doc: Doc, attribution: Attribution, *, form: Form, is_named: bool) -> list[str]:
    """Give the features of content and source: their words, modals, who acts in it, how it is quoted."""
    head = head_of(doc, attribution.content[0])
    found = [f"form {form}", f"named {is_named}", f"head tag {head.tag_}"]
    found += [f"head {cue_key(head)}"] if head.pos_ in _DOING else []
    found += _clause(head)
    words = [token for start, end in attribution.content for token in doc[start:end]]
    found += [f"says {key}" for key in sorted({cue_key(token) for token in words if token.pos_ in _DOING})]
    found += [
        f"word {word}" for word in sorted({t.lower_ for t in words if t.pos_ in {"AUX", "PRON", "PART", "SCONJ"}})
    ]
    found += [f"mark {token.text}" for token in words if token.text in {"?", "!"}]
    first = doc[attribution.content[0][0]]
    found += [f"first {first.lower_}", f"length {min(5, len(words) // 6)}"]
    keys = _source_keys(doc, attribution.source)
    found += [f"source {key}" for key in keys]
    found += [
        f"{key} {cue_key(doc[attribution.anchor])}" for key in keys if key.startswith("is ") and attribution.anchor
    ]
    found += [f"speaker {key}" for key in keys if key.startswith("is ")]
    found += _feelings(words)
    return found


def _feelings(words: Sequence[Token]) -> Iterator[str]:
    """Give how much the words praise and blame, roughly."""
    valences = [valence(token) for token in words]
    good, bad = sum(x for x in valences if x > 0), -sum(x for x in valences if x < 0)
    yield f"praises {min(3, int(good / 1.5 + 0.5))}"
    yield f"blames {min(3, int(bad / 1.5 + 0.5))}"
    yield "feels good" if good > bad else "feels bad" if bad > good else "feels nothing"


def valence(token: Token) -> float:
    """Give the sentiment of a word from -4 to 4, 0 where the table does not know it or it is a name."""
    if token.pos_ == "PROPN":
        return 0.0
    table = _sentiment()
    return table.get(token.lower_) or table.get(token.lemma_.lower(), 0.0)


@cache
def _sentiment() -> dict[str, float]:
    return {row["word"]: float(row["valence"]) for row in read_table("sentiment")}


def _clause(head: Token) -> Iterator[str]:
    modals = sorted({child.lemma_.lower() for child in head.children if child.tag_ == "MD"})
    who = [token.lower_ for token in subjects(head) if token.head.i == head.i]
    agent = "speaker" if who and who[0] in _SPEAKER_PRONOUNS else "other" if who else "none"
    yield f"agent {agent}"
    for modal in modals:
        yield f"modal {modal}"
        yield f"modal {modal} {agent}"
    if any(child.lower_ == "to" and child.dep_ == "mark" for child in head.children):
        yield "infinitive"
    if is_negated(head):
        yield "denies"
        yield from (f"denies {modal}" for modal in modals)


def _source_keys(doc: Doc, source: Sequence[Range]) -> list[str]:
    if not source:
        return ["none"]
    head = head_of(doc, source[0])
    words = {token.lower_ for start, end in source for token in doc[start:end] if token.is_alpha}
    media = {f"is {row['kind']}" for row in read_table("media") if row["word"] in words}
    return [f"head {cue_key(head)}", head.ent_type_ or head.pos_, *sorted(words), *sorted(media)]


def cue_key(token: Token) -> str:
    """Give the lemma in lower case without a final "e", which lemmatizers add and lose ("insiste", "prais").

    A plural that was left as it is loses its "s" too.
    """
    lemma = token.lemma_.lower()
    if token.tag_ == "NNS" and lemma == token.lower_ and lemma.endswith("s"):
        lemma = lemma[:-1]
    return lemma.rstrip("e") or token.lower_


def core_acts(keys: Sequence[str]) -> list[str]:
    """Give the acts whose core cues are among the words of a cue; a cue of two words needs both."""
    present = set(keys)
    return sorted({act for words, act in _core_cues() if words <= present})


def learned_acts(token: Token) -> list[str]:
    """Give the act that ``token`` tells by itself as a cue, none for a word never seen as one."""
    weights = read_weights("act_weights")
    features = [f"has {cue_key(token)}", f"anchor {cue_key(token)} {token.pos_}"]
    if not any(feature in weights.rows for feature in features):
        return []
    return [weights.classes[int(weights.score(["bias", *features]).argmax())]]


@cache
def _core_cues() -> tuple[tuple[frozenset[str], str], ...]:
    return tuple(
        (frozenset(word.rstrip("e") for word in row["cue"].split()), row["act"]) for row in read_table("core_cues")
    )
