import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { callOf, NOW, SECONDS, SECRET, short } from './support/calls.ts';
import { verifyPreset } from './support/senders.ts';

const verify = verifyPreset('gitlab');
const proof = { secrets: [SECRET], now: NOW };
const BODY = '{"object_kind":"push"}';

function signed(secret: string, time = NOW): Record<string, string> {
  const signature = new Webhook(secret).sign('msg_1', new Date(time), BODY);
  return { 'webhook-id': 'msg_1', 'webhook-timestamp': String(time / 1000), 'webhook-signature': signature };
}

describe('a call of GitLab', () => {
  it('is admitted with the secret token, which is not to be stored', async () => {
    const verdict = await verify(callOf({ headers: { 'x-gitlab-token': SECRET }, body: BODY }), proof);
    expect(verdict).toEqual({ type: 'admitted', replayKey: null, secretHeaders: ['x-gitlab-token'] });
  });

  it.each([
    ['missing', {}],
    ['empty', { 'x-gitlab-token': '' }],
    ['cut', { 'x-gitlab-token': SECRET.slice(0, -1) }],
    ['in capitals', { 'x-gitlab-token': SECRET.toUpperCase() }],
    ['sent twice', { 'x-gitlab-token': `${SECRET}, ${SECRET}` }],
  ])('is refused when the token is %s', async (_name, headers) => {
    expect(short(await verify(callOf({ headers, body: BODY }), proof))).toBe('signature X-Gitlab-Token');
  });

  it('is admitted with either, for the endpoint has the secret of one only', async () => {
    const byToken = { ...signed('whsec_b3RoZXI='), 'x-gitlab-token': SECRET };
    const bySignature = { ...signed(SECRET), 'x-gitlab-token': 'other' };
    for (const headers of [byToken, bySignature]) {
      expect(await verify(callOf({ headers, body: BODY }), proof)).toMatchObject({
        type: 'admitted',
        secretHeaders: ['x-gitlab-token'],
      });
    }
  });

  it('is refused when it was signed too long ago', async () => {
    const verdict = await verify(callOf({ headers: signed(SECRET, (SECONDS - 301) * 1000), body: BODY }), proof);
    expect(short(verdict)).toBe('timestamp webhook-timestamp');
  });
});
