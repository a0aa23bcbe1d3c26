// {"p0": "DENY", "p1": 3, "p2": 21}
MATCH (n:Actor) WHERE COUNT { MATCH (n)<-[r1:SAID_BY]-(n1:Statement) WHERE n1.act = $p0 } >= $p1 AND n.sort_key > ''
WITH n ORDER BY n.sort_key LIMIT $p2
RETURN collect([n {.id, .name}, [n.sort_key]]) AS page
