import type { App, AppContext } from '../../http/app-types.ts';
import { withoutOwnCookies } from '../../http/own-cookies.ts';
import { problem } from '../../http/problem-responses.ts';
import { mountRaw } from '../../http/route.ts';
import { readCallBody } from '../bodies/call-body.ts';
import { MAX_CALL_BYTES } from '../limits.ts';
import { receiveResume } from './receive-resume.ts';
import { linkOf, type WaitDeps } from './wait-link.ts';

const ROUTE = {
  operationId: 'resume_execution',
  summary: 'Resume an execution',
  description:
    'Lets a wait go on for which the URL was made, with what the call brings. The signature is the secret; `~` stands for the one node that waits.',
  tags: ['Executions'],
  permission: 'public',
  path: '/resume/{execution_id}/{node_id}/{signature}',
  methods: ['get', 'post', 'put', 'patch', 'delete'],
  responses: {
    200: { description: 'The execution goes on. Its node may answer with any other status, headers and body.' },
    400: problem('The body is not what its content type says.'),
    401: problem('The signature or the credential of the call is missing or wrong.'),
    404: problem('There is nothing to resume at this address.'),
    405: problem('The wait does not take this method.'),
    409: problem('The execution has not come to the wait yet, or has been resumed already.'),
    410: problem('The wait is over.'),
    408: problem('The body did not arrive in time.'),
    413: problem('The body is too large.'),
    415: problem('The body is compressed.'),
    503: problem('The database is away for the moment; nothing was taken.'),
  },
} as const;

/** The address at which calls resume waiting executions. */
export function registerResumeRoutes(app: App, deps: WaitDeps): void {
  mountRaw(app, ROUTE, (c: AppContext) =>
    receiveResume(deps, {
      link: linkOf('resume', c.req.param()),
      method: c.req.method,
      url: new URL(c.req.url),
      headers: withoutOwnCookies(c.req.raw.headers),
      readBody: () => readCallBody(c.req.raw, MAX_CALL_BYTES),
      background: (work) => c.executionCtx.waitUntil(work),
    }),
  );
}
