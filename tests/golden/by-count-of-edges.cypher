// {"p0": "target", "p1": 1, "p2": 21}
MATCH (n:Statement) WHERE COUNT { MATCH (n)-[r1:ABOUT]->(n1) WHERE r1.role = $p0 } = $p1 AND n.sort_key > ''
RETURN n {.id} AS row, [n.sort_key] AS keys ORDER BY n.sort_key LIMIT $p2
