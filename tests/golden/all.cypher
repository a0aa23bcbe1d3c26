// {"p0": 21}
MATCH (n:Statement) WHERE n.sort_key > ''
WITH n ORDER BY n.sort_key LIMIT $p0
RETURN collect([n {.id}, [n.sort_key]]) AS page
