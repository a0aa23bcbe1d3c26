// {"p0": 21}
MATCH (n:Actor)
WITH n, COUNT { MATCH (n)<-[:SAID_BY]-() } AS k0
WITH n, k0 ORDER BY k0 DESC, n.name IS NOT NULL, n.name, n.sort_key LIMIT $p0
RETURN n {.id, .name} AS row, [k0, n.name, n.sort_key] AS keys ORDER BY k0 DESC, n.name IS NOT NULL, n.name, n.sort_key
