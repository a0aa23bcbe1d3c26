// {"p0": 20}
MATCH (n:Event)
UNWIND CASE WHEN size(coalesce(n.contexts, [])) = 0 THEN [NULL] ELSE n.contexts END AS g0
OPTIONAL MATCH (n)<-[:REALISES]-(g1:EventMention)
OPTIONAL MATCH (g1)-[:IN]->(g2:Article)
WITH *, g2.published AS g2_published, g2.published_last AS g2_published_last
WITH DISTINCT n, g0 AS k0, CASE WHEN g2_published IS NULL OR g2_published_last IS NULL THEN NULL WHEN (g2_published + 62135596800) / 86400 = (g2_published_last + 62135596800) / 86400 THEN left(toString(date.truncate('day', datetime({epochSeconds: g2_published}))), 10) END AS k1
WITH k0, k1, count(n) AS total, collect(n) AS members
ORDER BY total DESC, k0 IS NOT NULL, k0, k1 IS NOT NULL, k1 LIMIT $p0
CALL (members) { UNWIND members AS member MATCH (member)<-[:REALISES]-(x1:EventMention) MATCH (x1)-[:IN]->(far:Article) RETURN count(DISTINCT far) AS c0 }
CALL (members) { UNWIND members AS member MATCH (member)<-[:REALISES]-(x1:EventMention) MATCH (x1)-[:IN]->(x2:Article) MATCH (x2)<-[:PUBLISHED]-(far:Source) RETURN count(DISTINCT far) AS c1 }
RETURN [k0, k1] AS keys, total, [c0, c1] AS values
ORDER BY total DESC, k0 IS NOT NULL, k0, k1 IS NOT NULL, k1
