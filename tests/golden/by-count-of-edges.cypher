// {"p0": "target", "p1": 1, "p2": 21}
MATCH (n:Statement) WHERE COUNT { MATCH (n)-[r1:ABOUT]->(n1) WHERE r1.role = $p0 } = $p1 AND n.sort_key > ''
WITH n ORDER BY n.sort_key LIMIT $p2
RETURN collect([n {.id}, [n.sort_key]]) AS page
