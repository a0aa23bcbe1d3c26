// The same graph served by @neo4j/graphql, as its documentation shows it: node serve.mjs BOLT_ADDRESS PORT
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { Neo4jGraphQL } from "@neo4j/graphql";
import neo4j from "neo4j-driver";

const typeDefs = /* GraphQL */ `
  type Article @node {
    id: ID!
    title: String
    url: String
    sort_key: String!
    statements: [Statement!]! @relationship(type: "IN", direction: IN)
  }
  type Role @node {
    id: ID!
    title: String!
  }
  type Actor @node {
    id: ID!
    name: String!
    kind: String!
    country: String
    sort_key: String!
    roles: [Role!]! @relationship(type: "HOLDS", direction: OUT)
    statements: [Statement!]! @relationship(type: "SAID_BY", direction: IN)
  }
  type Place @node {
    id: ID!
    name: String!
    country: String
  }
  type Event @node {
    id: ID!
    name: String!
    type: String
    start: Float
    sort_key: String!
    actors: [Actor!]! @relationship(type: "ACTOR_IN", direction: IN)
    places: [Place!]! @relationship(type: "AT", direction: OUT)
    statements: [Statement!]! @relationship(type: "ABOUT", direction: IN)
  }
  type Statement
    @node
    @fulltext(indexes: [{ indexName: "statement_text", queryName: "statementsMatching", fields: ["text"] }]) {
    id: ID!
    text: String!
    act: String!
    confidence: Float!
    sort_key: String!
    speaker: [Actor!]! @relationship(type: "SAID_BY", direction: OUT)
    events: [Event!]! @relationship(type: "ABOUT", direction: OUT)
    article: [Article!]! @relationship(type: "IN", direction: OUT)
  }
`;

const [address, port] = process.argv.slice(2);
const driver = neo4j.driver(address, neo4j.auth.basic("", ""));
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();
const server = new ApolloServer({ schema });
await startStandaloneServer(server, { listen: { host: "127.0.0.1", port: Number(port) }, context: async () => ({}) });
console.log("READY");
