// {"p0": 21}
MATCH (n:Article) WHERE n.sort_key > ''
WITH n ORDER BY n.sort_key DESC LIMIT $p0
RETURN collect([n {.id}, [n.sort_key]]) AS page
