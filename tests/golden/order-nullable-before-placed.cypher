// {"p0": "2", "p1": 3}
MATCH (n:Statement) WHERE (n.said_start IS NOT NULL OR (n.said_start IS NULL AND n.sort_key >= $p0))
WITH n LIMIT 1
WITH count(n) AS total
RETURN NULL AS page, total
UNION ALL
MATCH (n:Statement) WHERE (n.said_start IS NULL AND n.sort_key < $p0)
WITH n ORDER BY n.said_start IS NOT NULL DESC, n.said_start DESC, n.sort_key DESC LIMIT $p1
RETURN collect([n {.id}, [n.said_start, n.sort_key]]) AS page, NULL AS total
