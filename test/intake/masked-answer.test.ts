import { describe, expect, it } from 'vitest';
import { hooked } from '../support/hooked.ts';
import { createUser, node, publish, send } from '../support/running-app.ts';

const SECRET = `sk_live_4eC39HqLyjWDarjtT1zdp7dc"<é`;

/** What a workflow answers that writes its secret variable into the answer to its caller. */
async function answerWith(config: Parameters<typeof node>[2]) {
  const user = await createUser();
  await user.api('POST', '/variables', { name: 'canary', value: SECRET, is_secret: true });
  const { webhook } = await publish(
    user,
    hooked({ respond: 'respond_node' }, node('respond', 'action.respond', config)),
  );
  return send('POST', webhook);
}

describe('a workflow that answers its caller with a secret variable', () => {
  it.each([
    ['as text', { respond_with: 'text', body: 'It is {{ $vars.canary }}.' }, /^It is \*+\.$/],
    ['as JSON', { respond_with: 'json', body: { is: '{{ $vars.canary }}' } }, /^\{"is":"\*+"\}$/],
    ['percent-encoded', { respond_with: 'text', body: 'x={{ encodeURIComponent($vars.canary) }}' }, /^x=\*+$/],
  ])('%s, gives none of it, and all else', async (_how, config, expected) => {
    const { status, text } = await answerWith(config);
    expect([status, text]).toEqual([200, expect.stringMatching(expected)]);
  });

  it('gives it in no header', async () => {
    const config = {
      respond_with: 'text',
      body: 'x',
      headers: { 'x-s': 'a {{ encodeURIComponent($vars.canary) }} b' },
    };
    const { status, headers } = await answerWith(config);
    expect([status, headers.get('x-s')]).toEqual([200, 'a **** b']);
  });
});
