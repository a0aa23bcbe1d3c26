// {"p0": "+(\"the\") +(\"drills\")", "p1": 21}
CALL () { CALL db.index.fulltext.queryNodes('event_text', $p0) YIELD node RETURN collect(node) AS m0 }
MATCH (n:Statement) WHERE NOT coalesce(EXISTS { MATCH (n)-[r1:ABOUT]->(n1) WHERE (n1:Event AND n1 IN m0) }, false) AND n.sort_key > ''
WITH n ORDER BY n.sort_key LIMIT $p1
RETURN collect([n {.id}, [n.sort_key]]) AS page
