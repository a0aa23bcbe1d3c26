// {"p0": "2", "p1": 3}
MATCH (n:Statement) WHERE (n.said_start IS NOT NULL OR (n.said_start IS NULL AND n.sort_key >= $p0))
WITH n LIMIT 1
WITH count(n) AS total
RETURN NULL AS row, NULL AS keys, total
UNION ALL
MATCH (n:Statement) WHERE (n.said_start IS NULL AND n.sort_key < $p0)
WITH n ORDER BY n.said_start IS NOT NULL DESC, n.said_start DESC, n.sort_key DESC LIMIT $p1
RETURN n {.id} AS row, [n.said_start, n.sort_key] AS keys, NULL AS total ORDER BY n.said_start IS NOT NULL DESC, n.said_start DESC, n.sort_key DESC
