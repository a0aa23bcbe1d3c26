// {"p0": "+(\"the\") +(\"drills\")", "p1": 21}
CALL () {
  CALL db.index.fulltext.queryNodes('statement_text', $p0) YIELD node AS n RETURN n
}
WITH count(n) AS total
RETURN NULL AS page, total
UNION ALL
CALL () { CALL db.index.fulltext.queryNodes('statement_text', $p0) YIELD node, score RETURN node AS n, max(score) AS k0 }
WITH n, k0 ORDER BY k0 DESC, n.sort_key LIMIT $p1
RETURN collect([n {.id}, [k0, n.sort_key]]) AS page, NULL AS total
