// {"p0": 0.5, "p1": 1.25, "p2": "2023", "p3": "+(\"the\") +(\"drills\")", "p4": "DENY", "p5": "+(\"kovir\")", "p6": 21}
CALL () { CALL db.index.fulltext.queryNodes('actor_text', $p5) YIELD node RETURN collect(node) AS m0 }
CALL () { CALL db.index.fulltext.queryNodes('statement_text', $p3) YIELD node, score RETURN node AS n, max(score) AS k1 }
WITH n, k1, m0 WHERE (n.act = $p4 AND NOT coalesce(EXISTS { MATCH (n)-[r1:SAID_BY]->(n1:Actor) WHERE n1 IN m0 }, false))
WITH n, k1 WHERE (n.confidence > $p0 OR (n.confidence = $p0 AND (k1 < $p1 OR (k1 = $p1 AND n.sort_key > $p2))))
WITH n, k1 ORDER BY n.confidence IS NOT NULL, n.confidence, k1 DESC, n.sort_key LIMIT $p6
RETURN collect([n {.id}, [n.confidence, k1, n.sort_key]]) AS page
