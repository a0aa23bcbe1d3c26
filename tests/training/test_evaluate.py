import gzip

import orjson
import pytest
import spacy
from spacy.tokens import Doc

from ingest.nlp.windows import GLUED, PARAGRAPH, SPACE
from training.counts import FIVE, count_names, count_words
from training.documents import TrainingDocument, Tree
from training.evaluate import count_all, main, read_evaluation, write_evaluation, write_speed
from training.figures import make_figures, read_table, write_table
from training.scored_words import annotated_names, annotated_words, parsed_names, parsed_words, raw_text
from training.sentence_check import sentence_spans
from training.speed import Speed

# Two sentences that the treebank glues together, and a paragraph. "Mr. Berg" is a name that nobody looked for.
WORDS = ["Anna", "Berg", "did", "n't", "go", ".", "Mr.", "Berg", "fell"]
HEADS = [4, 0, 4, 4, -1, 4, 8, 6, -1]
RELATIONS = ["nsubj", "flat", "aux", "advmod", "root", "punct", "nsubj", "flat", "root"]
TAGS = ["NNP", "NNP", "VBD", "RB", "VB", ".", "NNP", "NNP", "VBD"]
KINDS = ["PROPN", "PROPN", "AUX", "PART", "VERB", "PUNCT", "PROPN", "PROPN", "VERB"]
LEMMAS = ["Anna", "Berg", "do", "not", "go", ".", "Mr.", "Berg", "fall"]
STARTS = [at in (0, 6) for at in range(9)]


def document(*, gaps: list[int] | None = None) -> TrainingDocument:
    layers = dict.fromkeys(("statements", "events", "spoken_events", "clusters", "frames"))
    return TrainingDocument(
        id="doc",
        source="ewt",
        words=WORDS,
        gaps=gaps or [PARAGRAPH, SPACE, SPACE, GLUED, SPACE, GLUED, GLUED, SPACE, SPACE],
        starts=STARTS,
        has_starts=True,
        tree=Tree(TAGS, [f"{kind}|_" for kind in KINDS], LEMMAS, HEADS, RELATIONS),
        names=["B-PER", "I-PER", "O", "O", "O", "O", "?", "?", "?"],
        name_types="three",
        **layers,
    )


def parse(**changed: list[object]) -> Doc:
    """A parse that agrees with the annotation in everything that isn't changed."""
    columns = {
        "words": WORDS,
        "spaces": [True, True, False, True, False, True, True, True, False],
        "heads": [at if head < 0 else head for at, head in enumerate(HEADS)],
        "deps": ["ROOT" if relation == "root" else relation for relation in RELATIONS],
        "tags": TAGS,
        "pos": KINDS,
        "lemmas": LEMMAS,
        "ents": ["B-PER", "I-PER", *["O"] * 7],
    }
    return Doc(spacy.blank("en").vocab, **{**columns, **changed})


def percents(doc: Doc) -> dict[str, float]:
    counts = count_words(annotated_words(document()), parsed_words(doc))
    return {measure: round(100 * right / of, 1) for measure, (right, of) in counts.items()}


def test_sentences_and_paragraphs_stand_apart_in_the_text():
    assert raw_text(document()) == "Anna Berg didn't go. Mr. Berg fell"
    gaps = [PARAGRAPH, SPACE, SPACE, GLUED, SPACE, GLUED, PARAGRAPH, SPACE, SPACE]
    assert raw_text(document(gaps=gaps)) == "Anna Berg didn't go.\n\nMr. Berg fell"


def test_a_parse_that_agrees_is_right_in_everything():
    assert set(percents(parse()).values()) == {100.0}


def test_words_that_are_cut_otherwise_are_wrong_in_every_figure():
    # "did" and "n't" in one word: of nine words seven are found, and "go" still has its dependents at its characters.
    doc = parse(
        words=["Anna", "Berg", "didn't", "go", ".", "Mr.", "Berg", "fell"],
        spaces=[True, True, True, False, True, True, True, False],
        heads=[3, 0, 3, 3, 3, 7, 5, 7],
        **{name: [*values[:2], "X", *values[4:]] for name, values in (("tags", TAGS), ("pos", KINDS))},
        deps=["nsubj", "flat", "aux", "ROOT", "punct", "nsubj", "flat", "ROOT"],
        lemmas=["Anna", "Berg", "didn't", "go", ".", "Mr.", "Berg", "fall"],
        ents=["O"] * 8,
    )
    found = percents(doc)
    assert (found["words F1"], found["XPOS"], found["lemma"]) == (82.4, 77.8, 77.8)
    assert (found["UAS"], found["sentence starts F1"]) == (75.0, 100.0)


@pytest.mark.parametrize(
    ("changed", "uas", "las"),
    [
        pytest.param({"heads": [4, 0, 4, 4, 4, 0, 8, 6, 8]}, 100.0, 100.0, id="punctuation is left out"),
        pytest.param({"heads": [2, 0, 4, 4, 4, 4, 8, 6, 8]}, 87.5, 87.5, id="a wrong head"),
        pytest.param({"deps": ["nsubj:pass", *RELATIONS[1:]]}, 100.0, 87.5, id="a subtype"),
    ],
)
def test_trees_are_compared_by_heads_and_whole_relations(changed, uas, las):
    found = percents(parse(**changed))
    assert (found["UAS"], found["LAS"]) == (uas, las)


def test_white_space_that_begins_a_sentence_is_no_word():
    doc = parse(
        words=[*WORDS[:6], "\n\n", *WORDS[6:]],
        spaces=[True, True, False, True, False, False, False, True, True, False],
        heads=[4, 0, 4, 4, 4, 4, 9, 9, 7, 9],
        **{name: [*values[:6], "", *values[6:]] for name, values in (("tags", TAGS), ("lemmas", LEMMAS))},
        pos=[*KINDS[:6], "SPACE", *KINDS[6:]],
        deps=[*RELATIONS[:6], "dep", *RELATIONS[6:]],
        ents=["O"] * 10,
    )
    assert doc[6].is_sent_start
    assert set(percents(doc).values()) == {100.0}


@pytest.mark.parametrize(
    ("ents", "right", "of"),
    [
        pytest.param(["B-PER", "I-PER"], 1, 1, id="characters and type"),
        pytest.param(["B-PER", "O"], 0, 1, id="other characters"),
        pytest.param(["B-ORG", "I-ORG"], 0, 1, id="another type"),
        pytest.param(["B-PER", "I-PER", "B-NORP"], 1, 1, id="a nationality where nobody marked them"),
        pytest.param(["B-PER", "I-PER", "B-FAC"], 1, 1.5, id="a building counts as a location"),
        pytest.param(["B-PER", "I-PER", "O", "O", "O", "O", "O", "B-PER"], 1, 1, id="where nobody looked"),
    ],
)
def test_names_are_right_when_characters_and_type_are(ents, right, of):
    names, unknown = annotated_names(document())
    doc = parse(ents=[*ents, *["O"] * (9 - len(ents))])
    counts = count_names(names, parsed_names(doc), unknown=unknown)
    assert counts["names F1, three types"] == (right, of)


def test_where_five_types_are_marked_all_count():
    names, unknown = annotated_names(document())
    counts = count_names(names, parsed_names(parse(ents=["B-FAC", *["O"] * 8])), unknown=unknown, types=FIVE)
    assert (counts["names F1"], counts["names F1, FAC"]) == ((0, 1.0), (0, 0.5))


def test_a_pipeline_that_says_nothing_has_the_words_alone():
    (counts,) = count_all(spacy.blank("en"), [document()], name="set", name_types=[FIVE])
    assert counts["words F1"][0] == 9
    assert [counts[measure][0] for measure in ("UPOS", "XPOS", "LAS", "names F1")] == [0] * 4


def test_a_sentence_is_found_again_however_the_text_is_cut():
    doc = spacy.blank("en")("Anna Berg didn't go.\n\n Mr. Berg fell")
    spans = sentence_spans(document(), doc)
    assert [span.text.strip() for span in spans] == ["Anna Berg didn't go.", "Mr. Berg fell"]


def test_an_interval_is_as_wide_as_the_documents_differ():
    alike, *_ = make_figures("set", [{"LAS": (1, 2)}] * 9)
    apart, *_ = make_figures("set", [{"LAS": (0, 2)}] * 5 + [{"LAS": (2, 2)}] * 5)
    assert (alike.value, alike.low, alike.high) == (50.0, 50.0, 50.0)
    assert apart.value == 50.0
    assert 0 < apart.low < 40
    assert 60 < apart.high < 100


def test_figures_are_read_back_from_the_table_and_the_file(tmp_path):
    figures = make_figures("EWT test", [{"LAS": (7, 8), "names F1, PER": (1, 3)}, {"LAS": (9, 9)}])
    assert list(read_table(f"# A card\n\n{write_table(figures)}\n\n| other | table |\n")) == figures
    speed = Speed(1000, 2, "2 × fast", 12345.0, None)
    write_evaluation(tmp_path / "evaluation.json", figures, speed)
    assert read_evaluation(tmp_path / "evaluation.json") == (figures, speed)
    assert write_speed(speed).startswith("12,345 words a second")


def test_the_command_names_the_files_that_are_missing(tmp_path):
    with gzip.open(tmp_path / "ewt-test.jsonl.gz", "wb") as file:
        file.write(orjson.dumps({}))
    with pytest.raises(SystemExit) as ended:
        main([str(tmp_path)])
    message = str(ended.value)
    assert "gum-open-test.conllu.gz" in message
    assert "ewt-test" not in message
    assert "training/README.md" in message
