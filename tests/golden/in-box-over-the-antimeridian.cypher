// {"p0": 170, "p1": -170, "p2": -20, "p3": 0, "p4": 21}
CALL () {
  MATCH (n:Place) WHERE (n.lat >= $p2 AND n.lat <= $p3 AND (n.lon >= $p0 OR n.lon <= $p1)) RETURN n
}
WITH n ORDER BY n.sort_key LIMIT $p4
RETURN collect([n {.name}, [n.sort_key]]) AS page
