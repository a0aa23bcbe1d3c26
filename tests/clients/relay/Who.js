// What an application of Relay holds: a component's fragment, and the query of the page around it.
import { graphql } from "relay-runtime";

export const query = graphql`
  query WhoQuery($first: Int!) {
    statements(first: $first) {
      totalCount
      edges { node { ...Who_statement } }
    }
  }
`;

export const fragment = graphql`
  fragment Who_statement on Statement {
    id
    text
    speaker { name }
  }
`;
