// {"p0": "DENY", "p1": 3, "p2": 21}
MATCH (n:Actor) WHERE COUNT { MATCH (n)<-[r1:SAID_BY]-(n1:Statement) WHERE n1.act = $p0 } >= $p1 AND n.sort_key > ''
RETURN n {.id, .name} AS row, [n.sort_key] AS keys ORDER BY n.sort_key LIMIT $p2
