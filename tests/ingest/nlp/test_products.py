import numpy as np
import pytest

from ingest.nlp.products import product


@pytest.mark.parametrize(
    ("rows", "width", "columns"), [(0, 4, 3), (1, 600, 600), (40, 384, 384), (7, 256, 51), (333, 256, 51)]
)
def test_a_product_is_the_same_some_rows_and_columns_at_a_time(rows, width, columns):
    random = np.random.default_rng(0)
    left = random.normal(size=(rows, width)).astype(np.float32)
    right = random.normal(size=(width, columns)).astype(np.float32)
    assert product(left, right) == pytest.approx(left @ right, abs=1e-3)
