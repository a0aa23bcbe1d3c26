// {"p0": "DENY", "p1": true, "p2": 21}
MATCH (n:Statement) WHERE (n.act = $p0 AND NOT coalesce(n.negated = $p1, false)) AND n.sort_key > ''
WITH n ORDER BY n.act, n.sort_key LIMIT $p2
RETURN collect([n {.id}, [n.sort_key]]) AS page
