// Who said what about a topic? Typed by the schema: a field that is not there, or a wrong variable, does not compile.
import { graphql } from "./generated/index.ts";
import { send } from "./send.ts";

const WHO = graphql(`
  query Who($topic: String!, $after: String) {
    statements(where: { about: { some: { event: { text: { matches: $topic } } } } }, first: 20, after: $after) {
      pageInfo { hasNextPage endCursor }
      edges { node { text act speaker { name } evidence { exact article { id title } } } }
    }
  }
`);

const [, , url = "http://127.0.0.1:8000/graphql", topic = "drills"] = process.argv;
let after: string | null | undefined;
do {
  const { statements } = await send(url, WHO, { topic, after });
  for (const { node } of statements.edges) {
    console.log(`${node.speaker?.name ?? "somebody"} ${node.act}: ${node.text}`);
  }
  after = statements.pageInfo.hasNextPage ? statements.pageInfo.endCursor : null;
} while (after);
