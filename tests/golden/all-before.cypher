// {"p0": "2023", "p1": 3}
MATCH (n:Statement) WHERE n.sort_key < $p0
RETURN n {.id} AS row, [n.sort_key] AS keys ORDER BY n.sort_key DESC LIMIT $p1
