import { z } from 'zod';
import { httpConfigSchema } from '../http/http-config.ts';
import { sendRequest } from '../http/send-request.ts';
import { NodeError } from '../node-error.ts';
import { type FieldOption, type OptionSource, readAnswer } from './option-source.ts';

const FIELDS = 'fields { name description }';

/** What a schema has at its top (GraphQL, "Introspection"). */
const INTROSPECTION = `query { __schema { queryType { ${FIELDS} } mutationType { ${FIELDS} } } }`;

const typeSchema = z
  .object({ fields: z.array(z.object({ name: z.string(), description: z.string().nullish() })) })
  .nullish();

const answerSchema = z.object({
  data: z.object({ __schema: z.object({ queryType: typeSchema, mutationType: typeSchema }) }),
});

function documentsOf(kind: 'query' | 'mutation', type: z.infer<typeof typeSchema>): readonly FieldOption[] {
  return (type?.fields ?? []).map(({ name, description }) => ({
    value: `${kind} {\n  ${name}\n}`,
    label: description ? `${kind} ${name}: ${description}` : `${kind} ${name}`,
  }));
}

/** A document for each query and mutation that a GraphQL endpoint has, to go on with. */
export const graphqlOperations: OptionSource = async ({ config, run }) => {
  const { url } = config;
  if (typeof url !== 'string' || url === '' || url.includes('{{')) {
    throw new NodeError('options.url_required', 'The URL has to be said without an expression.');
  }
  const body = { query: INTROSPECTION };
  const request = httpConfigSchema.parse({ method: 'POST', url, body, never_error: true, follow_redirects: false });
  const answer = readAnswer(await sendRequest(run, request, 0), run.now());
  const { queryType, mutationType } = answerSchema.parse(answer).data.__schema;
  return [...documentsOf('query', queryType), ...documentsOf('mutation', mutationType)];
};
