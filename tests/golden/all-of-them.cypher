// {"p0": 0, "p1": 21}
MATCH (n:Statement) WHERE NOT EXISTS { MATCH (n)-[r1:ABOUT]->(n1) WHERE NOT coalesce((n1:Event AND n1.start > $p0), false) } AND n.sort_key > ''
RETURN n {.id} AS row, [n.sort_key] AS keys ORDER BY n.sort_key LIMIT $p1
