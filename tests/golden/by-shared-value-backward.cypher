// {"p0": "DENY", "p1": 6}
MATCH (n:Statement) WHERE n.act = $p0 AND n.sort_key > ''
WITH n ORDER BY n.act DESC, n.sort_key DESC LIMIT $p1
RETURN collect([n {.id}, [n.sort_key]]) AS page
