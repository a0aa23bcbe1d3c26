// {"p0": 0.75, "p1": "2023", "p2": 1000, "p3": "VectorOf(text='worry')", "p4": 0.5, "p5": 21}
CALL () { CALL db.index.vector.queryNodes('statement_vector', $p2, $p3) YIELD node, score RETURN CASE WHEN count(node) = $p2 AND min(score) < $p0 THEN collect(CASE WHEN score >= $p0 THEN node END) END AS m0 }
CALL (m0) {
  WITH m0 WHERE m0 IS NOT NULL UNWIND m0 AS n WITH n WHERE (2 * (vector.similarity.cosine(n.vector, $p3) - vector.similarity.cosine([1.0], [-1.0])) / (1 - vector.similarity.cosine([1.0], [-1.0])) - 1) >= $p4 RETURN n
  UNION
  WITH m0 WHERE m0 IS NULL MATCH (n:Statement) WITH n WHERE (2 * (vector.similarity.cosine(n.vector, $p3) - vector.similarity.cosine([1.0], [-1.0])) / (1 - vector.similarity.cosine([1.0], [-1.0])) - 1) >= $p4 RETURN n
}
WITH n, (2 * (vector.similarity.cosine(n.vector, $p3) - vector.similarity.cosine([1.0], [-1.0])) / (1 - vector.similarity.cosine([1.0], [-1.0])) - 1) AS k0 WHERE (k0 < $p0 OR (k0 = $p0 AND n.sort_key > $p1))
WITH n, k0 ORDER BY k0 DESC, n.sort_key LIMIT $p5
RETURN collect([n {.id}, [k0, n.sort_key]]) AS page
