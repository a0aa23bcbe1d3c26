// {"p0": ["DENY", "CLAIM"], "p1": 21}
MATCH (n:Statement) WHERE n.act IN $p0
WITH count(n) AS total
RETURN NULL AS page, total
UNION ALL
MATCH (n:Statement) WHERE n.act IN $p0
WITH n ORDER BY n.sort_key LIMIT $p1
RETURN collect([n {.id}, [n.sort_key]]) AS page, NULL AS total
