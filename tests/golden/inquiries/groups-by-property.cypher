// {"p0": 20}
MATCH (n:Statement)
WITH n, n.act AS k0
WITH k0, count(n) AS total
ORDER BY total DESC, k0 IS NOT NULL, k0 LIMIT $p0
RETURN [k0] AS keys, total, [] AS values
ORDER BY total DESC, k0 IS NOT NULL, k0
