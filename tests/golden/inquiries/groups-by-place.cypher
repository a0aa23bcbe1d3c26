// {"p0": 20}
MATCH (n:Statement)
OPTIONAL MATCH (n)-[:ABOUT]->()-[:AT*0..1]->(g0:Place)
OPTIONAL MATCH (n)-[:ABOUT]->(g1:Event)
WITH DISTINCT n, g0 AS k0, g0.country AS k1, g1 AS k2
WITH k0, k1, k2, count(n) AS total
ORDER BY total DESC, k0.sort_key IS NOT NULL, k0.sort_key, k1 IS NOT NULL, k1, k2.sort_key IS NOT NULL, k2.sort_key LIMIT $p0
RETURN [k0 {}, k1, k2.id] AS keys, total, [] AS values
ORDER BY total DESC, k0.sort_key IS NOT NULL, k0.sort_key, k1 IS NOT NULL, k1, k2.sort_key IS NOT NULL, k2.sort_key
