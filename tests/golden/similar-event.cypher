// {"p0": "VectorOf(text='drills')", "p1": 0.5, "p2": 21}
MATCH (n:Statement) WHERE EXISTS { MATCH (n)-[r1:ABOUT]->(n1) WHERE (n1:Event AND (2 * (vector.similarity.cosine(n1.vector, $p0) - vector.similarity.cosine([1.0], [-1.0])) / (1 - vector.similarity.cosine([1.0], [-1.0])) - 1) >= $p1) } AND n.sort_key > ''
WITH n ORDER BY n.sort_key LIMIT $p2
RETURN collect([n {.id}, [n.sort_key]]) AS page
