import { describe, expect, it } from 'vitest';
import { verifyBasic } from '../../../src/security/webhooks/basic.ts';
import { verifyHeader } from '../../../src/security/webhooks/header.ts';
import { callOf, NOW, short } from './support/calls.ts';

const PASSWORD = 'pass:word:ß€';
const proof = { secrets: [PASSWORD, 'the one before'], now: NOW };

function base64(text: string, encoding: BufferEncoding = 'utf8'): string {
  return Buffer.from(text, encoding).toString('base64');
}

describe('verifyBasic', () => {
  const verify = async (authorization: string): Promise<string> =>
    short(await verifyBasic(callOf({ headers: { authorization } }), proof, { username: 'zoë' }));

  it.each([
    ['with colons in the password', `Basic ${base64(`zoë:${PASSWORD}`)}`],
    ['with the password of before', `Basic ${base64('zoë:the one before')}`],
    ['in any case of letters', `bASIC ${base64(`zoë:${PASSWORD}`)}`],
    ['with several blanks', `Basic   ${base64(`zoë:${PASSWORD}`)}`],
  ])('admits whoever shows it %s', async (_name, authorization) => {
    expect(await verify(authorization)).toBe('admitted');
  });

  it.each([
    ['nothing', ''],
    ['another scheme', `Bearer ${base64(`zoë:${PASSWORD}`)}`],
    ['no base64', 'Basic zoë:pass'],
    ['base64 without padding', `Basic ${base64(`zoë:${PASSWORD}`).replaceAll('=', '')}`],
    ['base64url', `Basic ${base64('zoë:???>>>').replace('/', '_')}`],
    ['Latin-1', `Basic ${base64(`zo\xeb:${PASSWORD}`, 'latin1')}`],
    ['another user', `Basic ${base64(`zoe:${PASSWORD}`)}`],
    ['the user in capitals', `Basic ${base64(`ZOË:${PASSWORD}`)}`],
    ['another password', `Basic ${base64(`zoë:${PASSWORD}x`)}`],
    ['half of the password', `Basic ${base64('zoë:pass')}`],
    ['no password', `Basic ${base64('zoë')}`],
    ['two of them', `Basic ${base64(`zoë:${PASSWORD}`)}, Basic ${base64(`zoë:${PASSWORD}`)}`],
  ])('refuses %s', async (_name, authorization) => {
    expect(await verify(encodeURI(authorization) === authorization ? authorization : binary(authorization))).toBe(
      'credentials Authorization',
    );
  });

  it('says that the header is not to be stored', async () => {
    const call = callOf({ headers: { authorization: `Basic ${base64(`zoë:${PASSWORD}`)}` } });
    expect(await verifyBasic(call, proof, { username: 'zoë' })).toMatchObject({ secretHeaders: ['authorization'] });
  });
});

/** A text as its UTF-8 arrives in a header, a character for each byte. */
function binary(text: string): string {
  return Buffer.from(text).toString('latin1');
}

describe('verifyHeader', () => {
  const secrets = { secrets: ['new secret', 'old secret'], now: NOW };
  const verify = async (headers: Record<string, string>, prefix = ''): Promise<string> =>
    short(await verifyHeader(callOf({ headers }), secrets, { header: 'X-API-Key', prefix }));

  it.each(['new secret', 'old secret'])('admits whoever sends %j', async (value) => {
    expect(await verify({ 'x-api-key': value })).toBe('admitted');
  });

  it('wants the prefix', async () => {
    expect(await verify({ 'x-api-key': 'Bearer new secret' }, 'Bearer ')).toBe('admitted');
    expect(await verify({ 'x-api-key': 'new secret' }, 'Bearer ')).toBe('credentials X-API-Key');
  });

  it.each([
    {},
    { 'x-api-key': '' },
    { 'x-api-key': 'new' },
    { 'x-api-key': 'New secret' },
    { 'x-api-key': 'new secret, new secret' },
    { 'x-other': 'new secret' },
  ])('refuses %j', async (headers) => {
    expect(await verify(headers)).toBe('credentials X-API-Key');
  });
});
