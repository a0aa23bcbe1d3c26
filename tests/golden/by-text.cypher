// {"p0": "+(\"the\") +(\"drills\")", "p1": 21}
CALL () {
  CALL db.index.fulltext.queryNodes('statement_text', $p0) YIELD node AS n RETURN n
}
WITH count(n) AS total
RETURN NULL AS page, total
UNION ALL
CALL () {
  CALL db.index.fulltext.queryNodes('statement_text', $p0) YIELD node AS n RETURN n
}
WITH n ORDER BY n.sort_key LIMIT $p1
RETURN collect([n {.id}, [n.sort_key]]) AS page, NULL AS total
