import type { App, AppContext } from '../../http/app-types.ts';
import { problem } from '../../http/problem-responses.ts';
import { mountRaw } from '../../http/route.ts';
import { asPage } from '../../pages/plain-page.ts';
import { readCallBody } from '../bodies/call-body.ts';
import { MAX_CALL_BYTES } from '../limits.ts';
import type { FormCall, FormDeps } from './form-deps.ts';
import { receiveForm, showForm } from './serve-form.ts';

const page = (description: string) =>
  ({ description, content: { 'text/html': { schema: { type: 'string' } } } }) as const;

const common = { tags: ['Forms'], permission: 'public', path: '/forms/{endpoint_id}' } as const;

const refusals = {
  401: page('The form asks for a password.'),
  404: page('There is no form at this address.'),
  503: problem('The database is away for the moment.'),
};

const show = {
  ...common,
  operationId: 'show_form',
  summary: 'Show a form',
  description: 'The page of a form trigger, as long as its workflow is active. Reading it starts nothing.',
  methods: ['get'],
  responses: { 200: page('The first page of the form.'), ...refusals },
} as const;

const submit = {
  ...common,
  operationId: 'submit_form',
  summary: 'Send a form',
  description:
    'Takes a page of the form as a browser sends it, with the token that the page has. Sent twice, it starts one execution, and is answered alike.',
  methods: ['post'],
  responses: {
    200: page('The next page, or what the form answers; a Respond node may answer with any other status.'),
    202: page('The answers are safe, and the execution goes on.'),
    303: { description: 'The answers are safe, and the browser goes where the author of the form wants it to.' },
    400: page('The body is not what its content type says.'),
    402: page('The plan of the workspace has no executions left for this month.'),
    408: page('The body did not arrive in time.'),
    413: page('What was sent is too large.'),
    415: page('The body is compressed.'),
    422: page('The page once more, with what is wrong.'),
    502: page('The execution failed.'),
    ...refusals,
  },
} as const;

function callOf(c: AppContext): FormCall {
  return {
    // Still encoded: an id needs no encoding, and decoded it could hold what Postgres refuses.
    endpointId: new URL(c.req.url).pathname.split('/')[2] ?? '',
    headers: c.req.raw.headers,
    readBody: () => readCallBody(c.req.raw, MAX_CALL_BYTES),
    background: (work) => c.executionCtx.waitUntil(work),
  };
}

/** The pages of form triggers. */
export function registerFormRoutes(app: App, deps: FormDeps): void {
  mountRaw(app, show, (c: AppContext) => asPage(() => showForm(deps, callOf(c))));
  mountRaw(app, submit, (c: AppContext) => asPage(() => receiveForm(deps, callOf(c))));
}
