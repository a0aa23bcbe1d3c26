// {"p0": 22.022601702503035, "p1": 24.977398297496965, "p2": 51.60067963627546, "p3": 53.39932036372454, "p4": 52.5, "p5": 23.5, "p6": 0.6087614290087207, "p7": 6.159063510072556e-05, "p8": 21}
CALL () {
  MATCH (n2:Place) WHERE (n2.lat >= $p2 AND n2.lat <= $p3 AND (n2.lon >= $p0 AND n2.lon <= $p1) AND haversin(radians(n2.lat - $p4)) + $p6 * cos(radians(n2.lat)) * haversin(radians(n2.lon - $p5)) <= $p7) MATCH (n2)<-[r2:AT]-(n1:Event) MATCH (n1)<-[r1:ABOUT]-(n:Statement) RETURN DISTINCT n
}
WITH n ORDER BY n.sort_key LIMIT $p8
RETURN collect([n {.id}, [n.sort_key]]) AS page
