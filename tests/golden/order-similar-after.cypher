// {"p0": 0.75, "p1": "2023", "p2": "VectorOf(text='worry')", "p3": 0.5, "p4": 21}
MATCH (n:Statement) WHERE (2 * (vector.similarity.cosine(n.vector, $p2) - vector.similarity.cosine([1.0], [-1.0])) / (1 - vector.similarity.cosine([1.0], [-1.0])) - 1) >= $p3
WITH n, (2 * (vector.similarity.cosine(n.vector, $p2) - vector.similarity.cosine([1.0], [-1.0])) / (1 - vector.similarity.cosine([1.0], [-1.0])) - 1) AS k0 WHERE (k0 < $p0 OR (k0 = $p0 AND n.sort_key > $p1))
WITH n, k0 ORDER BY k0 DESC, n.sort_key LIMIT $p4
RETURN collect([n {.id}, [k0, n.sort_key]]) AS page
