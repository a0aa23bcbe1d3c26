// {"p0": 21}
MATCH (n:Actor)
WITH n, COUNT { MATCH (n)<-[:SAID_BY]-() } AS k0
WITH n, k0 ORDER BY k0 DESC, n.name IS NOT NULL, n.name, n.sort_key LIMIT $p0
RETURN collect([n {.id, .name}, [k0, n.name, n.sort_key]]) AS page
