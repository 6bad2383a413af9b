import { z } from '@hono/zod-openapi';

/** The titles of RFC 9110 §15 for the statuses that LinkFlow answers with. */
const TITLES: { readonly [status: number]: string } = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  428: 'Precondition Required',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

export function titleOf(status: number): string {
  return TITLES[status] ?? 'Error';
}

export const faultSchema = z.strictObject({
  code: z.string().openapi({ description: 'Stable; meant for programs.', example: 'input.unknown_field' }),
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).openapi({ description: 'Where: keys and indices from the root.' }),
  in: z.enum(['body', 'query', 'path', 'header']).optional().openapi({ description: 'The part of the request.' }),
  node_id: z.string().optional().openapi({ description: 'The node of the workflow, where one is at fault.' }),
});

/** RFC 9457, extended by `code`, `request_id` and `errors`. */
export const problemSchema = z
  .strictObject({
    type: z.string().openapi({ example: 'about:blank' }),
    title: z.string().openapi({ example: 'Not Found' }),
    status: z.int().openapi({ example: 404 }),
    code: z.string().openapi({ description: 'Stable; meant for programs.', example: 'workspaces.not_found' }),
    detail: z.string().openapi({ description: 'Meant for people.' }),
    instance: z.string().optional().openapi({ description: 'The path of the request.' }),
    request_id: z.string().openapi({ description: 'Quote it when you report a problem.' }),
    errors: z.array(faultSchema).optional().openapi({ description: 'Everything that is wrong with the input.' }),
  })
  .openapi('Problem', { description: 'RFC 9457 problem details.' });

export type Problem = z.infer<typeof problemSchema>;
