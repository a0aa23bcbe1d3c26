// {"p0": "2023", "p1": 3}
MATCH (n:Statement) WHERE n.sort_key < $p0
WITH n ORDER BY n.sort_key DESC LIMIT $p1
RETURN collect([n {.id}, [n.sort_key]]) AS page
