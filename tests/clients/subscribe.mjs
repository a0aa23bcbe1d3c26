// Subscribes with the client named by the first argument at the address of the second, writes a document through the same
// client, and prints what it was told: [progress, statement].
import { createClient as createSocketClient } from "graphql-ws";
import { createClient as createEventClient } from "graphql-sse";

const [kind, address, key] = process.argv.slice(2);
const authorization = `Bearer ${key}`;
const client =
  kind === "graphql-ws"
    ? createSocketClient({ url: address.replace("http", "ws"), connectionParams: { authorization }, retryAttempts: 0 })
    : createEventClient({ url: address, headers: { authorization }, retryAttempts: 0 });

const first = async (query) => {
  for await (const result of client.iterate({ query })) return result;
};
const told = [
  first("subscription { ingestProgress { done total result { id outcome } } }"),
  first('subscription { statementAdded(where: { speaker: { name: { eq: "Ana Costa" } } }) { speaker { name } } }'),
];
// A subscription has no answer that says it has begun, so that the document is changed until both have heard of it.
let heard = false;
const all = Promise.all(told).finally(() => (heard = true));
all.catch(() => {});
for (let turn = 0; !heard && turn < 50; turn += 1) {
  const documents = [{ id: "ferry", title: `${kind} ${turn}`, text: "Ana Costa said that the ferry had sunk." }];
  const query = "mutation ($documents: [DocumentInput!]!) { ingest(documents: $documents) { outcome } }";
  for await (const result of client.iterate({ query, variables: { documents } })) {
    if (result.errors) throw new Error(JSON.stringify(result.errors));
  }
  await new Promise((resume) => setTimeout(resume, 100));
}
console.log(JSON.stringify(await all));
await client.dispose();
