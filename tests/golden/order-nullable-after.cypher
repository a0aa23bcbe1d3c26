// {"p0": 5, "p1": "2023", "p2": 21}
MATCH (n:Statement) WHERE ((n.said_start < $p0 OR n.said_start IS NULL) OR (n.said_start = $p0 AND (n.confidence IS NOT NULL OR (n.confidence IS NULL AND n.sort_key > $p1))))
WITH n ORDER BY n.said_start IS NOT NULL DESC, n.said_start DESC, n.confidence IS NOT NULL, n.confidence, n.sort_key LIMIT $p2
RETURN collect([n {.id}, [n.said_start, n.confidence, n.sort_key]]) AS page
