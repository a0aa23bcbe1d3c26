import pytest

from training.annotated_text import text_cutter
from training.documents import EventMentions, Mention
from training.news import AnnotatedArticle, news_document

TEXT = "Ann Lee's guards fired tear gas.\n\nShe said the gas was old."
CUT = text_cutter()
KINDS = {"fired": "VERB"}


def piece(words, start=0):
    start = TEXT.index(words, start)
    return {"text": words, "start": start, "end": start + len(words)}


STATEMENT = {
    "source": [piece("She")],
    "cue": [piece("said")],
    "content": [piece("the gas was old")],
    "speaker": "Ann Lee",
    "act": "STATE",
    "act_alt": "CLAIM",
    "about": [{**piece("gas", 40), "kind": "event"}, {**piece("She"), "kind": "actor"}],
}
EVENT = {
    "plover": "ASSAULT",
    "mode": None,
    "realis": "asserted",
    "mentions": [{"trigger": piece("fired tear gas")}, {"trigger": piece("gas", 40), "realis": "historical"}],
}
ROWS = {
    "names": {"names": [{**piece("Ann Lee"), "type": "PER"}]},
    "statements": {"statements": [STATEMENT], "events": []},
    "events": {"events": [EVENT]},
}


def read(**rows):
    return news_document(AnnotatedArticle("one", TEXT, rows), source="wikinews", cut=CUT, kinds=KINDS)


def test_all_layers_of_an_article_are_in_one_document():
    document = read(**ROWS)
    assert document.words[:4] == ["Ann", "Lee", "'s", "guards"]
    assert document.names is not None
    assert document.names[:3] == ["B-PER", "I-PER", "O"]
    assert document.starts.index(True, 1) == document.words.index("She")
    assert document.statements is not None
    (statement,) = document.statements
    assert [document.words[at] for at in statement.content] == ["the", "gas", "was", "old"]
    assert [[document.words[at] for at in words] for words in statement.about] == [["gas"]]


def test_mentions_with_a_realis_of_their_own_come_apart_but_stay_one_cluster():
    document = read(**ROWS)
    assert document.events == [
        EventMentions("ASSAULT", None, "asserted", [[4, 5, 6]]),
        EventMentions("ASSAULT", None, "historical", [[11]]),
    ]
    assert document.clusters == [[Mention(0, 2, 0), Mention(8, 9, 8)], [Mention(4, 7, 4), Mention(11, 12, 11)]]


def test_layers_that_an_article_lacks_are_none():
    document = read(events=ROWS["events"])
    assert document.names is None
    assert document.statements is None
    assert document.events is not None


def test_words_that_are_not_at_their_characters_are_an_error_that_names_the_text():
    wrong = {"names": [{"text": "Bob", "start": 0, "end": 3, "type": "PER"}]}
    with pytest.raises(ValueError, match="names, one: 0-3 is not 'Bob'"):
        read(names=wrong)
