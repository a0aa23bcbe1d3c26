// {"p0": 22.022601702503035, "p1": 24.977398297496965, "p2": 51.60067963627546, "p3": 53.39932036372454, "p4": 52.5, "p5": 23.5, "p6": 0.6087614290087207, "p7": 6.159063510072556e-05, "p8": 21}
CALL () {
  MATCH (n:Place) WHERE (n.lat >= $p2 AND n.lat <= $p3 AND (n.lon >= $p0 AND n.lon <= $p1) AND haversin(radians(n.lat - $p4)) + $p6 * cos(radians(n.lat)) * haversin(radians(n.lon - $p5)) <= $p7) RETURN n
}
WITH count(n) AS total
RETURN NULL AS page, total
UNION ALL
CALL () {
  MATCH (n:Place) WHERE (n.lat >= $p2 AND n.lat <= $p3 AND (n.lon >= $p0 AND n.lon <= $p1) AND haversin(radians(n.lat - $p4)) + $p6 * cos(radians(n.lat)) * haversin(radians(n.lon - $p5)) <= $p7) RETURN n
}
WITH n ORDER BY n.sort_key LIMIT $p8
RETURN collect([n {.name}, [n.sort_key]]) AS page, NULL AS total
