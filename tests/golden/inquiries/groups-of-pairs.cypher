// {"p0": 20}
MATCH (n:Event)
OPTIONAL MATCH (n)<-[:ACTOR_IN|RECIPIENT_IN]-(g0:Actor)
MATCH (n)<-[:ACTOR_IN|RECIPIENT_IN]-(g1:Actor) WHERE g0.id < g1.id
WITH DISTINCT n, g1 AS k0, g0 AS k1
WITH k0, k1, count(n) AS total
ORDER BY total DESC, k0.sort_key IS NOT NULL, k0.sort_key, k1.sort_key IS NOT NULL, k1.sort_key LIMIT $p0
RETURN [k0.id, k1.id] AS keys, total, [] AS values
ORDER BY total DESC, k0.sort_key IS NOT NULL, k0.sort_key, k1.sort_key IS NOT NULL, k1.sort_key
