import type { App } from '../../http/app-types.ts';
import { problem } from '../../http/problem-responses.ts';
import { mountRaw } from '../../http/route.ts';
import { asPage } from '../../pages/plain-page.ts';
import { readCallBody } from '../bodies/call-body.ts';
import { MAX_CALL_BYTES } from '../limits.ts';
import { answerForm, showAskedForm } from './answer-form.ts';
import { formWaitPage } from './form-wait-page.ts';
import { linkOf, type WaitDeps } from './wait-link.ts';

const page = (description: string) =>
  ({ description, content: { 'text/html': { schema: { type: 'string' } } } }) as const;

const common = {
  tags: ['Executions'],
  permission: 'public',
  path: '/forms/{execution_id}/{node_id}/{signature}',
} as const;

const unavailable = {
  404: page('There is no form at this address.'),
  410: page('The form is closed.'),
  503: problem('The database is away for the moment.'),
};

const show = {
  ...common,
  operationId: 'show_asked_form',
  summary: 'Show the form of a wait',
  description: 'The form that an execution waits for. Reading it sends nothing. The signature is the secret.',
  methods: ['get'],
  responses: {
    200: page('The form, or that it was sent already.'),
    409: page('The execution has not come to it yet.'),
    ...unavailable,
  },
} as const;

const answer = {
  ...common,
  operationId: 'answer_asked_form',
  summary: 'Send the form of a wait',
  description: 'Takes the form as a browser sends it. The first one counts; sent again, it is answered alike.',
  methods: ['post'],
  responses: {
    200: page('The answers were taken.'),
    303: { description: 'The answers were taken, and the browser goes where the author of the form wants it to.' },
    400: page('The body is not what its content type says.'),
    409: page('It is another round that is asked now, or the execution has not come to it yet.'),
    408: page('The body did not arrive in time.'),
    413: page('What was sent is too large.'),
    415: page('The body is compressed.'),
    422: page('The form once more, with what is wrong.'),
    ...unavailable,
  },
} as const;

/** The forms that waiting executions ask people to fill in. */
export function registerFormWaitRoutes(app: App, deps: WaitDeps): void {
  mountRaw(app, show, (c) =>
    asPage(async () => formWaitPage(await showAskedForm(deps, linkOf('form', c.req.param())), false)),
  );
  mountRaw(app, answer, (c) =>
    asPage(async () => {
      const asked = await answerForm(deps, {
        link: linkOf('form', c.req.param()),
        contentType: c.req.raw.headers.get('content-type') ?? '',
        readBody: () => readCallBody(c.req.raw, MAX_CALL_BYTES),
        background: (work) => c.executionCtx.waitUntil(work),
      });
      return formWaitPage(asked, true);
    }),
  );
}
