from ingest.nlp.windows import PARAGRAPH, SPACE
from training.documents import Mention, TrainingDocument
from training.pronouns import person_genders, with_pronouns

KINDS = {"met": "VERB", "left": "VERB", ".": "PUNCT", "president": "NOUN"}
NAMES = {"Ann": "B-PER", "Bob": "B-PER", "Lee": "I-PER", "Ray": "I-PER"}


def article(text, *, id="a", clusters=None):
    words = text.split()
    tags = [NAMES.get(word, "O") for word in words]
    names = [tag.replace("I-", "B-") if tags[at - 1] == "O" or at == 0 else tag for at, tag in enumerate(tags)]
    gaps = [SPACE if at else PARAGRAPH for at in range(len(words))]
    starts = [at == 0 for at in range(len(words))]
    return TrainingDocument(
        id, "wikinews", words, gaps, starts, False, None, names, "five", None, None, None, clusters, None
    )


def copies(text):
    """Give the copies of articles that differ in their id alone, as it draws which names are changed."""
    genders = {"Ann": "she", "Bob": "he"}
    found = (with_pronouns(article(text, id=str(number)), kinds=KINDS, genders=genders) for number in range(20))
    return [copy for copy in found if copy is not None]


def test_a_later_mention_becomes_a_pronoun_that_stays_in_its_cluster():
    made = copies("Ann Lee met Bob Ray . Lee left . Lee left")
    assert made
    for copy in made:
        assert copy.clusters is not None
        first, second = copy.clusters
        told = [" ".join(copy.words[mention.start : mention.end]) for mention in first]
        assert told[0] == "Ann Lee"
        assert "She" in told
        assert set(told[1:]) <= {"Lee", "She"}
        assert second == [Mention(3, 5, 3)]
        assert copy.names is None


def test_a_name_with_apostrophe_s_becomes_one_word():
    made = copies("Bob Ray met Ann Lee . Ray 's dog left")
    assert made
    assert all(copy.words[6:] == ["His", "dog", "left"] for copy in made)
    assert all(len(copy.gaps) == len(copy.words) == len(copy.starts) for copy in made)


def test_without_another_person_names_stay():
    assert copies("Ann Lee met nobody . Lee left") == []


def test_a_name_after_a_title_stays():
    assert copies("Ann Lee met Bob Ray . President Lee left") == []


def test_genders_are_told_by_clusters_when_two_agree():
    document = article("Ann Lee left . She left", clusters=[[Mention(0, 2, 0), Mention(4, 5, 4)]])
    assert person_genders([document]) == {"Ann": "she", "Lee": "she"}
