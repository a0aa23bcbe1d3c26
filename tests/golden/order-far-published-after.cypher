// {"p0": "DENY", "p1": "2023", "p2": 21}
MATCH (n:Statement) WHERE (n.act > $p0 OR (n.act = $p0 AND n.sort_key < $p1))
WITH n ORDER BY n.act IS NOT NULL, n.act, n.sort_key DESC LIMIT $p2
RETURN collect([n {.id}, [n.act, n.sort_key]]) AS page
