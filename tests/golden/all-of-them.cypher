// {"p0": 0, "p1": 21}
MATCH (n:Statement) WHERE NOT EXISTS { MATCH (n)-[r1:ABOUT]->(n1) WHERE NOT coalesce((n1:Event AND n1.start > $p0), false) } AND n.sort_key > ''
WITH n ORDER BY n.sort_key LIMIT $p1
RETURN collect([n {.id}, [n.sort_key]]) AS page
