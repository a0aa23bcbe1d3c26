import gzip

from ingest.nlp.windows import GLUED, PARAGRAPH, SPACE
from training.name_sets import read_crossner

SENTENCE = "At\tO\nthe\tO\nGreens\tB-politicalparty\n(\tO\nGEP\tI-misc\n)\tO\n.\tO\n\n"


def test_crossner_gets_our_types_and_its_spaces_back(tmp_path):
    for split in ("train", "dev", "test"):
        with gzip.open(tmp_path / f"crossner-politics-{split}.txt.gz", "wt", encoding="utf-8") as file:
            file.write(SENTENCE * 3)
    first, second = read_crossner(tmp_path)
    assert first.names is not None
    assert first.names[:7] == ["O", "O", "B-ORG", "O", "O", "O", "O"]
    assert first.gaps[:7] == [PARAGRAPH, SPACE, SPACE, SPACE, GLUED, GLUED, GLUED]
    assert len(first.words) == 8 * 7
    assert len(second.words) == 7
    assert first.tree is None
    assert not first.has_starts
