// {"p0": 1000, "p1": 0.75, "p2": "VectorOf(text='worry about the drills')", "p3": "DENY", "p4": 0.5, "p5": 21}
CALL () { CALL db.index.vector.queryNodes('statement_vector', $p0, $p2) YIELD node, score RETURN CASE WHEN count(node) = $p0 AND min(score) < $p1 THEN collect(CASE WHEN score >= $p1 THEN node END) END AS m0 }
CALL (m0) {
  WITH m0 WHERE m0 IS NOT NULL UNWIND m0 AS n WITH n WHERE (n.act = $p3 AND (2 * (vector.similarity.cosine(n.vector, $p2) - vector.similarity.cosine([1.0], [-1.0])) / (1 - vector.similarity.cosine([1.0], [-1.0])) - 1) >= $p4) RETURN n
  UNION
  WITH m0 WHERE m0 IS NULL MATCH (n:Statement) WITH n WHERE (n.act = $p3 AND (2 * (vector.similarity.cosine(n.vector, $p2) - vector.similarity.cosine([1.0], [-1.0])) / (1 - vector.similarity.cosine([1.0], [-1.0])) - 1) >= $p4) RETURN n
}
WITH count(n) AS total
RETURN NULL AS page, total
UNION ALL
CALL () { CALL db.index.vector.queryNodes('statement_vector', $p0, $p2) YIELD node, score RETURN CASE WHEN count(node) = $p0 AND min(score) < $p1 THEN collect(CASE WHEN score >= $p1 THEN node END) END AS m0 }
CALL (m0) {
  WITH m0 WHERE m0 IS NOT NULL UNWIND m0 AS n WITH n WHERE (n.act = $p3 AND (2 * (vector.similarity.cosine(n.vector, $p2) - vector.similarity.cosine([1.0], [-1.0])) / (1 - vector.similarity.cosine([1.0], [-1.0])) - 1) >= $p4) RETURN n
  UNION
  WITH m0 WHERE m0 IS NULL MATCH (n:Statement) WITH n WHERE (n.act = $p3 AND (2 * (vector.similarity.cosine(n.vector, $p2) - vector.similarity.cosine([1.0], [-1.0])) / (1 - vector.similarity.cosine([1.0], [-1.0])) - 1) >= $p4) RETURN n
}
WITH n ORDER BY n.sort_key LIMIT $p5
RETURN collect([n {.id}, [n.sort_key]]) AS page, NULL AS total
