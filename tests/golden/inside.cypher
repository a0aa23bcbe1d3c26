// {"p0": 44.0, "p1": 52.0, "p2": [{"south": 44.0, "north": 52.0, "west": 22.0, "east": 40.0, "sides": [[44.0, 52.0, 40.0, 0.0], [44.0, 52.0, 22.0, 2.25]]}], "p3": 21}
CALL () {
  MATCH (n:Place) WHERE (n.lat >= $p0 AND n.lat <= $p1 AND any(area IN $p2 WHERE n.lat >= area.south AND n.lat <= area.north AND n.lon >= area.west AND n.lon <= area.east AND size([side IN area.sides WHERE side[0] <= n.lat AND n.lat < side[1] AND n.lon < side[2] + (n.lat - side[0]) * side[3]]) % 2 = 1)) RETURN n
}
WITH n ORDER BY n.sort_key LIMIT $p3
RETURN collect([n {.name}, [n.sort_key]]) AS page
