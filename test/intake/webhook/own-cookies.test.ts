import { describe, expect, it } from 'vitest';
import { createUser, node, publish, send } from '../../support/running-app.ts';

describe('a webhook', () => {
  it('never shows a workflow by which session its caller is signed in', async () => {
    const user = await createUser();
    const { webhook } = await publish(user, {
      nodes: [node('hook', 'trigger.webhook', { authentication: { type: 'none' } }), node('end', 'logic.noop')],
      connections: [],
    });
    const reply = await send('POST', webhook, {
      headers: { 'content-type': 'application/json', cookie: 'theme=dark; __Host-linkflow-refresh=lfr.secret' },
      body: '{}',
    });
    const id = reply.headers.get('linkflow-execution-id') ?? '';
    await expect
      .poll(async () => (await user.api('GET', `/executions/${id}`)).text, { timeout: 20_000 })
      .toContain('theme=dark');
    expect((await user.api('GET', `/executions/${id}`)).text).not.toContain('lfr.secret');
  });
});
