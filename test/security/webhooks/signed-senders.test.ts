import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../src/security/webhooks/verdict.ts';
import { callOf, NOW, SECRET, short } from './support/calls.ts';
import { SENDERS, type Sender } from './support/senders.ts';

const BODY = 'name=Zo%C3%AB&id=evt_1';

type Sent = { readonly secret?: string; readonly now?: number; readonly body?: string };

/** A call that is signed over `BODY`, and changed on its way. */
async function send(
  sender: Sender,
  { secret = SECRET, now = NOW, body = BODY }: Sent = {},
  change: (headers: Headers) => void = () => undefined,
): Promise<Verdict> {
  const headers = new Headers({
    'content-type': sender.contentType,
    ...(await sender.sign({ secret, body: BODY, now })),
  });
  change(headers);
  return sender.verify(callOf({ headers, body }), { secrets: [SECRET], now: NOW });
}

function changed(sender: Sender, change: (value: string) => string) {
  return (headers: Headers): void => headers.set(sender.header, change(headers.get(sender.header) ?? ''));
}

describe.each(SENDERS)('a call of $name', (sender) => {
  it('is admitted as its own library signs it', async () => {
    expect(short(await send(sender))).toBe('admitted');
  });

  it('is admitted with the secret of before while that is valid', async () => {
    const headers = {
      'content-type': sender.contentType,
      ...(await sender.sign({ secret: SECRET, body: BODY, now: NOW })),
    };
    const call = callOf({ headers, body: BODY });
    const verdict = await sender.verify(call, { secrets: ['whsec_bmV3ZXIgdGhhbiB0aGF0', SECRET], now: NOW });
    expect(short(verdict)).toBe('admitted');
  });

  it.each<[string, (headers: Headers) => void]>([
    ['missing', (headers) => headers.delete(sender.header)],
    ['empty', changed(sender, () => '')],
    ['truncated', changed(sender, (value) => value.slice(0, -2))],
    ['longer', changed(sender, (value) => `${value}00`)],
    ['in capitals', changed(sender, (value) => value.toUpperCase())],
    ['sent twice', (headers) => headers.append(sender.header, headers.get(sender.header) ?? '')],
    ['behind a wrong one', changed(sender, (value) => `x, ${value}`)],
    [
      'of something else',
      changed(sender, (value) => `${value.slice(0, -9)}${value.at(-9) === '0' ? '1' : '0'}${value.slice(-8)}`),
    ],
    ['not even Latin-1 text', changed(sender, () => '\xff\xfe=')],
  ])('is refused when its signature is %s', async (_name, change) => {
    expect((await send(sender, {}, change)).type).toBe('refused');
  });

  it('is refused with another body', async () => {
    expect((await send(sender, { body: `${BODY}0` })).type).toBe('refused');
    expect((await send(sender, { body: '' })).type).toBe('refused');
  });

  it('is refused with another secret', async () => {
    expect((await send(sender, { secret: 'whsec_bm90IHRoYXQgc2VjcmV0' })).type).toBe('refused');
  });
});

const TIMED = SENDERS.filter(({ time }) => time !== null);

describe.each(TIMED)('the time of a call of $name', (sender) => {
  it.each([0, 299, -299])('may be %d seconds away', async (seconds) => {
    expect(short(await send(sender, { now: NOW + seconds * 1000 }))).toBe('admitted');
  });

  it.each([301, -301, 86_400, -86_400 * 365])('may not be %d seconds away', async (seconds) => {
    const verdict = await send(sender, { now: NOW + seconds * 1000 });
    expect(short(verdict).toLowerCase()).toBe(`timestamp ${sender.time}`);
  });

  it('makes two calls of the same second and body the same to whoever looks for replays, and no others', async () => {
    const keys: unknown[] = [];
    for (const now of [NOW, NOW, NOW + 1000]) {
      const verdict = await send(sender, { now });
      keys.push(verdict.type === 'admitted' ? verdict.replayKey : 'refused');
    }
    expect(keys[0]).toMatch(/^[0-9a-f]{64,128}$/);
    expect([keys[1] === keys[0], keys[2] === keys[0]]).toEqual([true, false]);
  });
});

describe.each(TIMED.filter(({ time, header }) => time !== header))('the timestamp of $name', (sender) => {
  it.each(['', 'now', '1e9', '1795953600.5', '-1795953600', '0x6b0c5a00', ' ', 'Infinity', '9'.repeat(400)])(
    'is refused as %j',
    async (text) => {
      const verdict = await send(sender, {}, (headers) => headers.set(sender.time ?? '', text));
      expect(short(verdict).toLowerCase()).toBe(`timestamp ${sender.time}`);
    },
  );

  it('is refused when it is missing or stands there twice', async () => {
    const time = sender.time ?? '';
    const missing = await send(sender, {}, (headers) => headers.delete(time));
    const twice = await send(sender, {}, (headers) => headers.append(time, headers.get(time) ?? ''));
    expect([missing, twice].map((verdict) => verdict.type)).toEqual(['refused', 'refused']);
  });

  it('is refused when it is another than the one that was signed', async () => {
    const verdict = await send(sender, {}, (headers) => headers.set(sender.time ?? '', String(NOW / 1000 + 1)));
    expect(short(verdict).toLowerCase()).toBe(`signature ${sender.header}`);
  });
});

describe.each(SENDERS.filter(({ time }) => time === null))('a call of $name', (sender) => {
  it('has nothing by which a replay is known', async () => {
    expect(await send(sender)).toMatchObject({ type: 'admitted', replayKey: null });
  });
});
