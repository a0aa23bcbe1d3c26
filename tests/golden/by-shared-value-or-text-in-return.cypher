// {"p0": "DENY", "p1": "+(\"the\") +(\"drills\")", "p2": "direct", "p3": 21}
CALL () { CALL db.index.fulltext.queryNodes('statement_text', $p1) YIELD node RETURN collect(node) AS m0 }
MATCH (n:Statement) USING INDEX n:Statement(sort_key) WHERE (n.act = $p0 OR n IN m0 OR n.form = $p2) AND n.sort_key > ''
RETURN [[n {.id}, [n.sort_key]]] AS page ORDER BY n.sort_key LIMIT $p3
