// {"p0": ["DENY", "CLAIM"], "p1": 21}
MATCH (n:Statement) WHERE n.act IN $p0
WITH count(n) AS total
RETURN NULL AS row, NULL AS keys, total
UNION ALL
MATCH (n:Statement) WHERE n.act IN $p0
WITH n ORDER BY n.sort_key LIMIT $p1
RETURN n {.id} AS row, [n.sort_key] AS keys, NULL AS total ORDER BY n.sort_key
