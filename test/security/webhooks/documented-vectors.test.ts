import { describe, expect, it } from 'vitest';
import type { PresetName } from '../../../src/security/webhooks/presets.ts';
import { callOf, short } from './support/calls.ts';
import { verifyPreset } from './support/senders.ts';

type Vector = {
  readonly preset: PresetName;
  readonly secret: string;
  readonly now?: number;
  readonly url?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

const form = 'application/x-www-form-urlencoded';

/** Calls as the senders' own documentation shows them. */
const VECTORS: readonly Vector[] = [
  {
    preset: 'github',
    secret: "It's a Secret to Everybody",
    headers: { 'x-hub-signature-256': 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17' },
    body: 'Hello, World!',
  },
  {
    preset: 'slack',
    secret: '8f742231b10e8888abcd99yyyzzz85a5',
    now: 1_531_420_618_000,
    headers: {
      'content-type': form,
      'x-slack-request-timestamp': '1531420618',
      'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    },
    body: 'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
  },
  {
    preset: 'standard_webhooks',
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    now: 1_614_265_330_000,
    headers: {
      'svix-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'svix-timestamp': '1614265330',
      'svix-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    },
    body: '{"test": 2432232314}',
  },
  {
    preset: 'twilio',
    secret: '12345',
    url: 'https://mycompany.com/myapp.php?foo=1&bar=2',
    headers: { 'content-type': form, 'x-twilio-signature': 'GvWf1cFY/Q7PnoempGyD5oXAezc=' },
    body: 'CallSid=CA1234567890ABCDE&Caller=%2B14158675310&Digits=1234&From=%2B14158675310&To=%2B18005551212',
  },
];

describe('the call that is documented', () => {
  it.each(VECTORS)('by $preset is admitted', async ({ preset, secret, now = 0, ...parts }) => {
    const verdict = await verifyPreset(preset)(callOf(parts), { secrets: [secret], now });
    expect(short(verdict)).toBe('admitted');
  });
});
