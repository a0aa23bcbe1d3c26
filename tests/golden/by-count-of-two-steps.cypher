// {"p0": 1, "p1": 21}
MATCH (n:Event) WHERE COUNT { MATCH (n)<-[r1:REALISES]-(n1:EventMention) MATCH (n1)-[r2:IN]->(n2:Article) RETURN DISTINCT n2 } > $p0 AND n.sort_key > ''
WITH n ORDER BY n.sort_key LIMIT $p1
RETURN collect([n {.id}, [n.sort_key]]) AS page
