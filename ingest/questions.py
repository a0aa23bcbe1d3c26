"""How a question is understood, from its own parse: which act, about what, by whom, to whom, when and where.

Read are questions about statements: "Who denied …", "Which officials voiced worry over …", "What did X say about …",
"Whom did X call on to …", "By whom was … condemned". Not read: how many, why, yes or no, and several questions in one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc, Token

from graph.acts import ACTS
from graph.errors import InputError
from graph.model import Timespan
from graph.reading import Reading, Terms
from ingest.extract.dates.dates import find_times
from ingest.extract.phrases import children, is_negated, prepositions
from ingest.extract.tables import read_words
from ingest.question_cues import Cue, find_cue
from ingest.question_speakers import speaker_terms
from ingest.question_subjects import Subject, find_subject
from ingest.question_terms import clause_terms, nominal_terms
from ingest.question_words import subject_words
from ingest.vectors import has_vectors

MOST_CHARACTERS = 1_000
_WH = frozenset({"WP", "WDT", "WRB", "WP$"})
# Acts directed at somebody, who is then the object: "urged X to", "called on X to", "told X to".
_DIRECTED = frozenset({"URGE", "DEMAND", "PROPOSE", "WARN", "THREATEN", "PROMISE"})
_INDEFINITE = frozenset({"anybody", "anyone", "everybody", "everyone", "nobody", "somebody", "someone"})
# Acts by which somebody wants something done.
_WISHES = ("URGE", "DEMAND", "PROPOSE")
_TARGETS = ("obj", "nmod", "obl", "ccomp", "xcomp", "acl", "advcl", "iobj", "nsubj:pass", "csubj:pass")
_PERSON_TYPES = frozenset({"PER", "ORG", "LOC", "NORP"})


def read_question(nlp: Language, question: str, *, today: date) -> Reading:
    """Read ``question`` as asked on the day ``today``, against which "last week" is resolved.

    What could not be read stands in ``unread``, in words for the person who asked; nothing is guessed.
    Raises `InputError` for a question that is no text or longer than ``MOST_CHARACTERS``.
    """
    _check(question)
    doc = nlp(question)
    cue = find_cue(doc)
    if cue is None:
        return Reading(question, unread=(_why_no_cue(doc),))
    times = find_times(doc, today)
    timed = {token.i for phrase in times for token in doc if phrase.start <= token.idx < phrase.end}
    places = _places(cue, timed)
    subject = find_subject(cue.verb)
    told = {token.i for token in places} | timed | ({subject.head.i} if subject is not None else set())
    targets = [token for token in _targets(cue) if token.i not in told]
    speaking = {token.i for token in subject.head.subtree} if subject is not None else set()
    addressee = _addressee(cue, targets)
    start, end = _period(phrase.timespan for phrase in times)
    speaker = _speaker(subject)
    return Reading(
        question,
        acts=cue.acts,
        near_acts=_near_acts(cue, speaker),
        negated=is_negated(cue.verb),
        about=_about([token for token in targets if token != addressee]),
        speaker=speaker,
        addressee=nominal_terms(addressee) if addressee is not None else None,
        time_from=start,
        time_to=end,
        place=nominal_terms(places[0]) if places else None,
        unread=_unread(subject, speaker),
        is_comparable=has_vectors(nlp),
        words=subject_words(doc, told | speaking | cue.tokens),
    )


def _check(question: str) -> None:
    if len(question) > MOST_CHARACTERS:
        raise InputError(f"the question has {len(question)} characters: ask in at most {MOST_CHARACTERS}")
    if any("\ud800" <= character <= "\udfff" for character in question):
        raise InputError("the question has half of a surrogate pair, which is no character: send it as UTF-8")


def _near_acts(cue: Cue, speaker: Terms | None) -> tuple[str, ...]:
    """Give what else somebody named can be said to have done where the question's act is asked for.

    A newspaper writes "said that they will deliver"; a reader asks what was announced. What somebody wants, asks for,
    calls for or demands differs in force alone.
    """
    if speaker is None:
        return ()
    if cue.acts == ("ANNOUNCE",):
        return (*(name for name, act in ACTS.items() if act.searle == "assertive" and act.polarity == 0), "PROMISE")
    if cue.acts and set(cue.acts) <= {*_WISHES, "INTEND"}:
        return tuple(act for act in _WISHES if act not in cue.acts)
    return ()


def _why_no_cue(doc: Doc) -> str:
    verbs = [token.text for token in doc if token.dep_ == "ROOT" and token.pos_ in {"VERB", "AUX"}]
    if not verbs:
        return "there is no verb of saying: ask as in “Who denied the attack?”"
    return f"“{verbs[0]}” is not known as a way of saying something: ask as in “Who denied the attack?”"


def _is_asked(token: Token) -> bool:
    """Whether the question asks for this: "who", "what", "which …", "by whom"."""
    return token.tag_ in _WH or any(child.tag_ in _WH and child.dep_ == "det" for child in token.children)


def _speaker(subject: Subject | None) -> Terms | None:
    """Give the speaker that the question names, or of which kind the asked one must be ("which officials")."""
    if subject is None or _is_anybody(subject.head):
        return None
    owners = (subject.owner,) if subject.owner is not None else ()
    return speaker_terms(subject.head, *owners)


def _is_anybody(head: Token) -> bool:
    """Whether a subject leaves open who speaks: "who", "anybody", "which officials"."""
    is_kind = _is_asked(head) and head.lemma_.lower() in read_words("asked_kinds")
    return head.tag_ in _WH or head.lower_ in _INDEFINITE or is_kind


def _unread(subject: Subject | None, speaker: Terms | None) -> tuple[str, ...]:
    """Tell of a speaker who is no one to look for, such as "she": to answer with everybody would be another answer."""
    if subject is None or speaker is not None or _is_anybody(subject.head):
        return ()
    return (f"“{subject.head.text}” names nobody: ask with a name, as in “What did Zelensky say?”",)


def _targets(cue: Cue) -> list[Token]:
    """Give the heads of what the saying is about: complements of the cue, but not the words of the cue itself."""
    heads = [cue.verb] if cue.noun is None else [cue.noun, cue.verb]
    found = [child for head in heads for child in children(head, *_TARGETS)]
    found += [child for head in cue.others for child in children(head, *_TARGETS) if child.i > cue.verb.i]
    found = [child for child in found if child.i not in cue.tokens]
    asked = [token for token in found if _is_asked(token)]
    return [token for token in found if token not in asked and token.dep_ != "obl:agent"]


def _places(cue: Cue, timed: set[int]) -> list[Token]:
    """Give "in X" on the verb itself, where X is a place: where it was said or happened."""
    return [
        child
        for child in children(cue.verb, "obl")
        if child.ent_type_ in {"LOC", "FAC"} and prepositions(child) in {("in",), ("at",)} and child.i not in timed
    ]


def _addressee(cue: Cue, targets: list[Token]) -> Token | None:
    """Give whom the act is directed at: a person, organization or people before the clause that says to do what."""
    if not set(cue.acts) & _DIRECTED:
        return None
    has_clause = any(token.dep_ in {"xcomp", "ccomp", "advcl", "acl"} for token in targets)
    for token in targets:
        is_nominal = token.dep_.split(":")[0] in {"obj", "obl", "nmod", "iobj"}
        if (
            is_nominal
            and (has_clause or token.dep_ == "iobj")
            and prepositions(token) in {(), ("on",), ("to",), ("upon",)}
        ):
            return token
    return None


def _about(targets: list[Token]) -> Terms | None:
    """Give the terms of the target: the nominal if there is one, else what the clause is about."""
    nominals = [token for token in targets if token.dep_.split(":")[0] in {"obj", "nmod", "obl", "nsubj", "iobj"}]
    for token in nominals:
        terms = nominal_terms(token)
        if terms is not None:
            return terms
    clauses = [token for token in targets if token not in nominals]
    return clause_terms(clauses[0]) if clauses else None


def _period(spans: Iterable[Timespan]) -> tuple[str | None, str | None]:
    """Give the first told period, None and None where none is told or it can't be resolved."""
    for span in spans:
        if span.date_type != "unresolved":
            return span.start, span.end
    return None, None
