// {"p0": 21}
MATCH (n:Article) WHERE n.sort_key > ''
RETURN n {.id} AS row, [n.sort_key] AS keys ORDER BY n.sort_key DESC LIMIT $p0
