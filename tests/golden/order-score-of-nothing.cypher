// {"p0": 21}
MATCH (n:Statement) WHERE false
WITH n, 0.0 AS k0
WITH n, k0 ORDER BY k0 DESC, n.sort_key LIMIT $p0
RETURN collect([n {.id}, [k0, n.sort_key]]) AS page
