import { describe, expect, it } from 'vitest';
import { readSignature, type SignatureFormat, signBytes, trueSignature } from '../../src/security/signatures.ts';
import { otherSpellings } from '../support/texts/spellings.ts';

const HEX = { encoding: 'hex', prefix: '' } as const;
const GITHUB = { encoding: 'hex', prefix: 'sha256=' } as const;
const BASE64 = { encoding: 'base64', prefix: '' } as const;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

type Claim = SignatureFormat & { readonly signature: string };

async function verifySignature(secret: string, data: Uint8Array, claim: Claim): Promise<boolean> {
  const claimed = readSignature(claim.signature, claim);
  const mac = { algorithm: 'sha256', keys: [secret], bytes: data, claimed: claimed === null ? [] : [claimed] } as const;
  return (await trueSignature(mac)) !== null;
}

/** RFC 4231 §4.2, §4.3, §4.5: those whose key is text. */
const RFC_4231 = [
  {
    secret: '\x0b'.repeat(20),
    data: bytes('Hi There'),
    mac: 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
  },
  {
    secret: 'Jefe',
    data: bytes('what do ya want for nothing?'),
    mac: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  },
  {
    secret: String.fromCharCode(...Array.from({ length: 25 }, (_, index) => index + 1)),
    data: new Uint8Array(50).fill(0xcd),
    mac: '82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b',
  },
];

/** From GitHub's documentation, "Validating webhook deliveries". */
const GITHUB_EXAMPLE = {
  secret: "It's a Secret to Everybody",
  body: bytes('Hello, World!'),
  signature: 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
};

describe('signBytes', () => {
  it.each(RFC_4231)('agrees with RFC 4231 ($mac)', async ({ secret, data, mac }) => {
    expect(await signBytes(secret, data, HEX)).toBe(mac);
  });
});

describe('trueSignature', () => {
  const { secret, body, signature } = GITHUB_EXAMPLE;

  it("accepts GitHub's documented example", async () => {
    expect(await verifySignature(secret, body, { ...GITHUB, signature })).toBe(true);
  });

  it('accepts one spelling of base64 and no other', async () => {
    const encoded = await signBytes(secret, body, BASE64);
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const last = letters.indexOf(encoded.at(-2) ?? '');
    const others = [1, 2, 3].map((bits) => `${encoded.slice(0, -2)}${letters.charAt(last ^ bits)}=`);
    for (const signature of [
      ...others,
      encoded.slice(0, -1),
      `${encoded}=`,
      ` ${encoded}`,
      `${encoded.slice(0, 9)}\n${encoded.slice(9)}`,
    ]) {
      expect([signature, await verifySignature(secret, body, { ...BASE64, signature })]).toEqual([signature, false]);
    }
  });

  it('accepts base64', async () => {
    const encoded = await signBytes(secret, body, BASE64);
    expect(await verifySignature(secret, body, { ...BASE64, signature: encoded })).toBe(true);
  });

  it('refuses other bytes and another secret', async () => {
    expect(await verifySignature(secret, bytes('Hello, World?'), { ...GITHUB, signature })).toBe(false);
    expect(await verifySignature('another', body, { ...GITHUB, signature })).toBe(false);
  });

  it.each([
    ['an empty one', ''],
    ['one without the prefix', signature.slice(7)],
    ['one that is cut', signature.slice(0, -2)],
    ['one that goes on', `${signature}00`],
    ['one that is no hex', `sha256=${'zz'.repeat(32)}`],
  ])('refuses %s', async (_name, claimed) => {
    expect(await verifySignature(secret, body, { ...GITHUB, signature: claimed })).toBe(false);
  });

  it('refuses what is no base64', async () => {
    expect(await verifySignature(secret, body, { ...BASE64, signature: 'not base64 !' })).toBe(false);
  });

  it('takes hex in small letters or in capitals', async () => {
    const capitals = `sha256=${signature.slice(7).toUpperCase()}`;
    expect(await verifySignature(secret, body, { ...GITHUB, signature: capitals })).toBe(true);
  });

  it('refuses hex in both', async () => {
    const mixed = signature.replace(/[a-f](?=[^a-f]*$)/, (letter) => letter.toUpperCase());
    expect(await verifySignature(secret, body, { ...GITHUB, signature: mixed })).toBe(false);
  });

  it('refuses any other spelling of base64', async () => {
    const encoded = await signBytes(secret, body, BASE64);
    const bare = encoded.replace('=', '');
    const others = [bare, ...otherSpellings(bare).flatMap((other) => [other, `${other}=`])];
    for (const other of others.filter((one) => one !== encoded)) {
      expect(await verifySignature(secret, body, { ...BASE64, signature: other })).toBe(false);
    }
  });
});
