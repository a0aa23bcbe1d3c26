// {"p0": 1673827200, "p1": "2023", "p2": 3}
MATCH (n:Statement)
WITH n, head(COLLECT { MATCH (n)-[r1:IN]->(n1:Article) RETURN min(n1.published) AS value }) AS k0, head(COLLECT { MATCH (n)-[r2:SAID_BY]->(n2:Actor) RETURN min(n2.name) AS value }) AS k1 WHERE ((k0 < $p0 OR k0 IS NULL) OR (k0 = $p0 AND (k1 IS NOT NULL OR (k1 IS NULL AND n.sort_key > $p1))))
WITH n, k0, k1 ORDER BY k0 IS NOT NULL DESC, k0 DESC, k1 IS NOT NULL, k1, n.sort_key LIMIT $p2
RETURN collect([n {.id}, [k0, k1, n.sort_key]]) AS page
