// {"p0": "VectorOf(text='worry')", "p1": 0.5, "p2": 21}
MATCH (n:Statement) WHERE (2 * (vector.similarity.cosine(n.vector, $p0) - vector.similarity.cosine([1.0], [-1.0])) / (1 - vector.similarity.cosine([1.0], [-1.0])) - 1) >= $p1
WITH n, (2 * (vector.similarity.cosine(n.vector, $p0) - vector.similarity.cosine([1.0], [-1.0])) / (1 - vector.similarity.cosine([1.0], [-1.0])) - 1) AS k0
WITH n, k0 ORDER BY k0 DESC, n.sort_key LIMIT $p2
RETURN collect([n {.id}, [k0, n.sort_key]]) AS page
