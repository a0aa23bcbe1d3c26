// {"p0": 1000, "p1": 0.75, "p2": "VectorOf(text='drills')", "p3": 0.5, "p4": 21}
CALL () { CALL db.index.vector.queryNodes('event_vector', $p0, $p2) YIELD node, score RETURN CASE WHEN count(node) = $p0 AND min(score) < $p1 THEN collect(CASE WHEN score >= $p1 THEN node END) END AS m0 }
CALL (m0) {
  WITH m0 WHERE m0 IS NOT NULL UNWIND m0 AS n1 WITH n1 WHERE (2 * (vector.similarity.cosine(n1.vector, $p2) - vector.similarity.cosine([1.0], [-1.0])) / (1 - vector.similarity.cosine([1.0], [-1.0])) - 1) >= $p3 MATCH (n1)<-[r1:ABOUT]-(n:Statement) RETURN n
  UNION
  WITH m0 WHERE m0 IS NULL MATCH (n1:Event) WITH n1 WHERE (2 * (vector.similarity.cosine(n1.vector, $p2) - vector.similarity.cosine([1.0], [-1.0])) / (1 - vector.similarity.cosine([1.0], [-1.0])) - 1) >= $p3 MATCH (n1)<-[r1:ABOUT]-(n:Statement) RETURN n
}
WITH n ORDER BY n.sort_key LIMIT $p4
RETURN collect([n {.id}, [n.sort_key]]) AS page
