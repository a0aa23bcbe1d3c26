// The whole client: one fetch. A library is needed only for a cache or for components.
import type { TypedDocumentString } from "./generated/graphql.ts";

export async function send<Result, Variables>(
  url: string,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
    body: JSON.stringify({ query: document.toString(), variables }),
  });
  const { data, errors } = (await response.json()) as { data?: Result; errors?: { message: string }[] };
  if (!data || errors) throw new Error(errors?.map((error) => error.message).join("; ") ?? response.statusText);
  return data;
}
