// {"p0": "+(\"drills\")", "p1": 20}
CALL () {
  CALL db.index.fulltext.queryNodes('event_text', $p0) YIELD node AS n1 MATCH (n1)<-[r1:ABOUT]-(n:Statement) RETURN DISTINCT n
}
OPTIONAL MATCH (n)-[:SAID_BY]->(g0:Actor)
WITH *, n.said_start AS n_said_start, CASE WHEN n.said_date_type = 'range' OR n.said_last IS NULL THEN CASE n.said_granularity WHEN 'year' THEN n.said_start + 31449600 WHEN 'month' THEN n.said_start + 2332800 WHEN 'week' THEN n.said_start + 518400 ELSE n.said_start END ELSE n.said_last END AS n_said_last
WITH DISTINCT n, g0 AS k0, CASE WHEN n_said_start IS NULL OR n_said_last IS NULL THEN NULL WHEN (n_said_start + 62135596800) / 86400 = (n_said_last + 62135596800) / 86400 THEN left(toString(date.truncate('month', datetime({epochSeconds: n_said_start}))), 7) WHEN date.truncate('month', datetime({epochSeconds: n_said_start})) = date.truncate('month', datetime({epochSeconds: n_said_last})) THEN left(toString(date.truncate('month', datetime({epochSeconds: n_said_start}))), 7) END AS k1
WITH k0, k1, count(n) AS total, count(DISTINCT n.article) AS c0, avg(n.polarity) AS a0
ORDER BY k1 IS NOT NULL, k1, total DESC, k0.sort_key IS NOT NULL, k0.sort_key LIMIT $p1
RETURN [k0 {.name}, k1] AS keys, total, [c0, a0] AS values
ORDER BY k1 IS NOT NULL, k1, total DESC, k0.sort_key IS NOT NULL, k0.sort_key
