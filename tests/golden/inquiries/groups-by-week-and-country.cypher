// {"p0": "MOBILIZE", "p1": "COOPERATE", "p2": 20}
MATCH (n:Event) WHERE (n.type = $p0 OR n.type = $p1)
WITH *, n.start AS n_start, CASE WHEN n.date_type = 'range' OR n.last IS NULL THEN CASE n.granularity WHEN 'year' THEN n.start + 31449600 WHEN 'month' THEN n.start + 2332800 WHEN 'week' THEN n.start + 518400 ELSE n.start END ELSE n.last END AS n_last
OPTIONAL MATCH (n)-[:AT]->(g0:Place)
WITH DISTINCT n, CASE WHEN n_start IS NULL OR n_last IS NULL THEN NULL WHEN (n_start + 62135596800) / 86400 = (n_last + 62135596800) / 86400 THEN left(toString(date.truncate('week', datetime({epochSeconds: n_start}))), 10) WHEN date.truncate('week', datetime({epochSeconds: n_start})) = date.truncate('week', datetime({epochSeconds: n_last})) THEN left(toString(date.truncate('week', datetime({epochSeconds: n_start}))), 10) END AS k0, g0.country AS k1
WITH k0, k1, count(n) AS total, collect(n) AS members
ORDER BY total DESC, k0 IS NOT NULL, k0, k1 IS NOT NULL, k1 LIMIT $p2
CALL (members) { UNWIND members AS member MATCH (member)<-[:REALISES]-(x1:EventMention) MATCH (x1)-[:IN]->(far:Article) RETURN max(CASE WHEN far.published IS NOT NULL THEN [far.published, far.published_text] END) AS a0 }
RETURN [k0, k1] AS keys, total, [a0] AS values
ORDER BY total DESC, k0 IS NOT NULL, k0, k1 IS NOT NULL, k1
