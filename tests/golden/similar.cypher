// {"p0": "DENY", "p1": "VectorOf(text='worry about the drills')", "p2": 0.5, "p3": 21}
MATCH (n:Statement) WHERE (n.act = $p0 AND (2 * (vector.similarity.cosine(n.vector, $p1) - vector.similarity.cosine([1.0], [-1.0])) / (1 - vector.similarity.cosine([1.0], [-1.0])) - 1) >= $p2)
WITH count(n) AS total
RETURN NULL AS page, total
UNION ALL
MATCH (n:Statement) WHERE (n.act = $p0 AND (2 * (vector.similarity.cosine(n.vector, $p1) - vector.similarity.cosine([1.0], [-1.0])) / (1 - vector.similarity.cosine([1.0], [-1.0])) - 1) >= $p2) AND n.sort_key > ''
WITH n ORDER BY n.act, n.sort_key LIMIT $p3
RETURN collect([n {.id}, [n.sort_key]]) AS page, NULL AS total
