"""Who said what about which event, kept in a graph and asked by GraphQL, command line or Python."""
