// {"p0": "+(\"the\") +(\"drills\")", "p1": 21}
CALL () { CALL db.index.fulltext.queryNodes('event_text', $p0) YIELD node RETURN collect(node) AS m0 }
MATCH (n:Statement) WHERE NOT coalesce(EXISTS { MATCH (n)-[r1:ABOUT]->(n1) WHERE (n1:Event AND n1 IN m0) }, false) AND n.sort_key > ''
RETURN n {.id} AS row, [n.sort_key] AS keys ORDER BY n.sort_key LIMIT $p1
