// {"p0": "2023", "p1": 21}
MATCH (n:Statement) WHERE n.sort_key > $p0
WITH n ORDER BY n.sort_key LIMIT $p1
RETURN collect([n {.id}, [n.sort_key]]) AS page
