import type { App } from '../../http/app-types.ts';
import { problem } from '../../http/problem-responses.ts';
import { mountRaw } from '../../http/route.ts';
import { readCallBody } from '../bodies/call-body.ts';
import { MAX_FORM_BYTES } from '../limits.ts';
import { approvalPage } from './approval-page.ts';
import { decideApproval, showApproval } from './decide-approval.ts';
import { linkOf, type WaitDeps } from './wait-link.ts';

const page = (description: string) =>
  ({ description, content: { 'text/html': { schema: { type: 'string' } } } }) as const;

const common = {
  tags: ['Executions'],
  permission: 'public',
  path: '/approvals/{execution_id}/{node_id}/{signature}',
} as const;

const unavailable = {
  404: page('There is nothing to decide at this address.'),
  410: page('It is no longer to be decided.'),
  503: problem('The database is away for the moment.'),
};

const show = {
  ...common,
  operationId: 'show_approval',
  summary: 'Show an approval',
  description:
    'The page on which a person approves or rejects. Reading it decides nothing. The signature is the secret.',
  methods: ['get'],
  responses: {
    200: page('What is to be decided, or what was decided.'),
    409: page('The execution has not come to it yet.'),
    ...unavailable,
  },
} as const;

const decide = {
  ...common,
  operationId: 'decide_approval',
  summary: 'Approve or reject',
  description:
    'Takes the form of the page: `decision` (`approve` or `reject`), `comment`, and `wait` as the page has it. The first decision counts.',
  methods: ['post'],
  responses: {
    200: page('What was decided.'),
    400: problem('The form holds no decision.'),
    409: page(
      'It was decided before, it is another round that is to be decided now, or the execution has not come to it yet.',
    ),
    408: problem('The body did not arrive in time.'),
    413: problem('The form is too large.'),
    415: problem('The body is compressed.'),
    ...unavailable,
  },
} as const;

/** The pages on which people approve and reject. */
export function registerApprovalRoutes(app: App, deps: WaitDeps): void {
  mountRaw(app, show, async (c) => approvalPage(await showApproval(deps, linkOf('approval', c.req.param())), false));
  mountRaw(app, decide, async (c) => {
    const approval = await decideApproval(deps, {
      link: linkOf('approval', c.req.param()),
      readBody: () => readCallBody(c.req.raw, MAX_FORM_BYTES),
      background: (work) => c.executionCtx.waitUntil(work),
    });
    return approvalPage(approval, true);
  });
}
