// {"p0": "negative", "p1": 21}
MATCH (n:Statement) WHERE NOT EXISTS { MATCH (n)-[r1:ABOUT]->(n1) WHERE r1.stance = $p0 } AND n.sort_key > ''
RETURN n {.id} AS row, [n.sort_key] AS keys ORDER BY n.sort_key LIMIT $p1
