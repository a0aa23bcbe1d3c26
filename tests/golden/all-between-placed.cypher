// {"p0": "2023", "p1": "2024", "p2": 3}
MATCH (n:Statement)
WITH count(n) AS total
RETURN NULL AS page, total
UNION ALL
MATCH (n:Statement) WHERE n.sort_key <= $p0
WITH n LIMIT 1
WITH count(n) AS total
RETURN NULL AS page, total
UNION ALL
MATCH (n:Statement) WHERE n.sort_key >= $p1
WITH n LIMIT 1
WITH count(n) AS total
RETURN NULL AS page, total
UNION ALL
MATCH (n:Statement) WHERE n.sort_key > $p0 AND n.sort_key < $p1
WITH n ORDER BY n.sort_key DESC LIMIT $p2
RETURN collect([n {.id}, [n.sort_key]]) AS page, NULL AS total
