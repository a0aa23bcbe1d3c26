// {"p0": 21}
MATCH (n:Actor)
WITH n, head(COLLECT { MATCH (n)<-[r1:SAID_BY]-(n1:Statement) RETURN max(n1.said_start) AS value }) AS k0
WITH n, k0 ORDER BY k0 IS NOT NULL DESC, k0 DESC, n.sort_key LIMIT $p0
RETURN collect([n {.id, .name}, [k0, n.sort_key]]) AS page
