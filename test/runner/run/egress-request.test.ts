import { describe, expect, it } from 'vitest';
import { createNodeRequest } from '../../../src/runner/run/egress-request.ts';
import { EgressError } from '../../../src/security/egress/errors.ts';

const request = { method: 'GET', url: 'https://a.test', headers: {} };

describe(createNodeRequest, () => {
  it.each([
    ['egress.timeout', 'timeout', true],
    ['egress.network', 'network', true],
    ['egress.name_not_resolved', 'network', true],
    ['egress.blocked_address', 'other', false],
    ['egress.response_too_large', 'other', false],
  ] as const)('makes of %s a failure of the kind %s', async (code, kind, retryable) => {
    const send = createNodeRequest(() => Promise.reject(new EgressError(code, 'It failed')));
    await expect(send(request, new AbortController().signal, 'w')).rejects.toMatchObject({ code, kind, retryable });
  });

  it('sends with the allow list of the workspace, whatever a node says', async () => {
    const sent: unknown[] = [];
    const send = createNodeRequest(
      (outgoing) => {
        sent.push(outgoing.workspaceHosts);
        return Promise.reject(new EgressError('egress.network', 'It failed'));
      },
      async (workspaceId) => [`${workspaceId}.example`],
    );
    const own = { ...request, workspaceHosts: ['evil.example'] };
    await expect(send(own, new AbortController().signal, 'w')).rejects.toMatchObject({ code: 'egress.network' });
    expect(sent).toEqual([['w.example']]);
  });
});
