// {"p0": 3, "p1": "kovir"}
MATCH (n:Actor)
WITH n, COUNT { MATCH (n)<-[:SAID_BY]-() } AS k0 WHERE (k0 < $p0 OR (k0 = $p0 AND n.sort_key >= $p1))
WITH n LIMIT 1
WITH count(n) AS total
RETURN NULL AS page, total
UNION ALL
MATCH (n:Actor)
WITH n, COUNT { MATCH (n)<-[:SAID_BY]-() } AS k0 WHERE (k0 > $p0 OR (k0 = $p0 AND n.sort_key < $p1))
WITH n, k0 ORDER BY k0, n.sort_key DESC LIMIT $p0
RETURN collect([n {.id, .name}, [k0, n.sort_key]]) AS page, NULL AS total
