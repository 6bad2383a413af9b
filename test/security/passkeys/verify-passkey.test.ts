import { describe, expect, it } from 'vitest';
import type { RelyingParty } from '../../../src/security/passkeys/relying-party.ts';
import { verifyNewPasskey, verifyPasskeyUse } from '../../../src/security/passkeys/verify-passkey.ts';
import { createAuthenticator, type Place } from '../../support/accounts/authenticator.ts';
import vectors from './simplewebauthn-vectors.json' with { type: 'json' };

const PARTY: RelyingParty = { origin: vectors.origin, id: new URL(vectors.origin).hostname };

function expecting(challenge: string, { party = PARTY, userVerification = false } = {}) {
  return { party, userVerification, isChallenge: (given: string) => given === challenge };
}

type Registration = { readonly id: string; readonly clientDataJSON: string; readonly attestationObject: string };

function registrationOf({ id, clientDataJSON, attestationObject }: Registration) {
  const response = { clientDataJSON, attestationObject };
  return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response } as const;
}

type Assertion = {
  readonly id: string;
  readonly clientDataJSON: string;
  readonly authenticatorData: string;
  readonly signature: string;
};

function assertionOf({ id, clientDataJSON, authenticatorData, signature }: Assertion) {
  const response = { clientDataJSON, authenticatorData, signature };
  return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response } as const;
}

describe("SimpleWebAuthn's vectors", () => {
  it.each([vectors.attestationNone, vectors.attestationPacked])(
    'make a passkey where nobody vouches for the device',
    async (vector) => {
      const passkey = await verifyNewPasskey(registrationOf(vector), expecting(vector.challenge));
      expect(passkey).toMatchObject({ challenge: vector.challenge, backedUp: false });
      expect(passkey?.credentialId).toMatch(/^[\w-]{80,130}$/);
    },
  );

  it.each([vectors.attestationPackedX5C, vectors.attestationFIDOU2F])('make none with certificates', async (vector) => {
    expect(await verifyNewPasskey(registrationOf(vector), expecting(vector.challenge))).toBeNull();
  });

  it.each([
    [vectors.assertionResponse, 144],
    [vectors.assertionFirstTimeUsedResponse, 0],
  ] as const)('sign in', async (vector, counter) => {
    const expected = expecting(vector.challenge);
    const used = await verifyPasskeyUse(assertionOf(vector), vector.publicKey, expected);
    expect(used).toEqual({ challenge: vector.challenge, counter });
  });

  it('sign in by their own key alone, and not where user verification is asked for', async () => {
    const { assertionResponse: vector, assertionFirstTimeUsedResponse: other } = vectors;
    const assertion = assertionOf(vector);
    expect(await verifyPasskeyUse(assertion, other.publicKey, expecting(vector.challenge))).toBeNull();
    const strict = expecting(vector.challenge, { userVerification: true });
    expect(await verifyPasskeyUse(assertion, vector.publicKey, strict)).toBeNull();
  });

  it('do nothing for another challenge, origin or name', async () => {
    const { attestationNone: made, assertionResponse: used } = vectors;
    for (const party of [
      { ...PARTY, origin: 'https://dev.dontneeda.pw.evil.example' },
      { ...PARTY, origin: 'http://dev.dontneeda.pw' },
      { ...PARTY, origin: 'https://dev.dontneeda.pw:8443' },
      { ...PARTY, id: 'dontneeda.pw' },
    ]) {
      expect(await verifyNewPasskey(registrationOf(made), expecting(made.challenge, { party }))).toBeNull();
      expect(
        await verifyPasskeyUse(assertionOf(used), used.publicKey, expecting(used.challenge, { party })),
      ).toBeNull();
    }
    expect(await verifyNewPasskey(registrationOf(made), expecting(used.challenge))).toBeNull();
    expect(await verifyPasskeyUse(assertionOf(used), used.publicKey, expecting(made.challenge))).toBeNull();
  });
});

const HOME: Place = { origin: PARTY.origin };
const CHALLENGE = 'Y2hhbGxlbmdl';
const user = { id: 'dXNlcg', name: 'ada@example.com', displayName: '' };
const creation = { challenge: CHALLENGE, user, rp: { name: 'LinkFlow', id: PARTY.id }, pubKeyCredParams: [] };

async function passkey() {
  const device = await createAuthenticator();
  const made = await verifyNewPasskey(await device.create(creation, HOME), expecting(CHALLENGE));
  if (made === null) throw new Error('No passkey');
  return { device, made };
}

describe('verifyNewPasskey', () => {
  it('takes what the device of the tests makes', async () => {
    const { device, made } = await passkey();
    expect(made).toMatchObject({ credentialId: device.id, counter: 0 });
  });

  it.each<[string, Place]>([
    ['another page', { origin: 'https://evil.example' }],
    ['another name', { ...HOME, rpId: 'evil.example' }],
    ["somebody else's page around ours", { ...HOME, crossOrigin: true }],
  ])('refuses one of %s', async (_name, place) => {
    const device = await createAuthenticator();
    expect(await verifyNewPasskey(await device.create(creation, place), expecting(CHALLENGE))).toBeNull();
  });

  it('refuses the use of a passkey in place of a new one', async () => {
    const { device } = await passkey();
    const [created, used] = [await device.create(creation, HOME), await device.get({ challenge: CHALLENGE }, HOME)];
    const swapped = { ...created, response: { ...created.response, clientDataJSON: used.response.clientDataJSON } };
    expect(await verifyNewPasskey(swapped, expecting(CHALLENGE))).toBeNull();
  });

  it.each(['', 'AA', 'oA', '_____w', 'gg'.repeat(8000)])('refuses nonsense, and never throws: %s', async (text) => {
    const response = { clientDataJSON: text, attestationObject: text };
    const answer = { id: 'x', rawId: 'x', type: 'public-key', clientExtensionResults: {}, response } as const;
    expect(await verifyNewPasskey(answer, expecting(CHALLENGE))).toBeNull();
  });
});

describe('verifyPasskeyUse', () => {
  it('tells challenge and counter', async () => {
    const { device, made } = await passkey();
    device.setCounter(41);
    const used = await device.get({ challenge: CHALLENGE }, HOME);
    expect(await verifyPasskeyUse(used, made.publicKey, expecting(CHALLENGE, { userVerification: true }))).toEqual({
      challenge: CHALLENGE,
      counter: 42,
    });
  });

  it.each<[string, Place]>([
    ['of another page', { origin: 'https://evil.example', rpId: PARTY.id }],
    ['for another name', { ...HOME, rpId: 'evil.example' }],
    ["within somebody else's page", { ...HOME, crossOrigin: true }],
    ['without PIN, finger or face', { ...HOME, userVerified: false }],
  ])('refuses a use %s', async (_name, place) => {
    const { device, made } = await passkey();
    const used = await device.get({ challenge: CHALLENGE }, place);
    expect(await verifyPasskeyUse(used, made.publicKey, expecting(CHALLENGE, { userVerification: true }))).toBeNull();
  });

  it('refuses a signature of which one bit was changed', async () => {
    const { device, made } = await passkey();
    const used = await device.get({ challenge: CHALLENGE }, HOME);
    const { authenticatorData } = used.response;
    const changed = authenticatorData.slice(0, -1) + (authenticatorData.endsWith('A') ? 'Q' : 'A');
    const forged = { ...used, response: { ...used.response, authenticatorData: changed } };
    expect(await verifyPasskeyUse(forged, made.publicKey, expecting(CHALLENGE))).toBeNull();
  });

  it.each(['', 'AA', 'e30', '_____w'])('refuses nonsense, and never throws: %s', async (text) => {
    const response = { clientDataJSON: text, authenticatorData: text, signature: text };
    const answer = { id: 'x', rawId: 'x', type: 'public-key', clientExtensionResults: {}, response } as const;
    const { made } = await passkey();
    expect(await verifyPasskeyUse(answer, made.publicKey, expecting(CHALLENGE))).toBeNull();
  });
});
