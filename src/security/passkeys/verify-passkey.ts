import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { base64url } from 'jose';
import type { RelyingParty } from './relying-party.ts';

/** What both kinds of answers are held against. */
type Expected = {
  readonly party: RelyingParty;
  /** Whether the challenge in the answer is ours, for this purpose, and not over yet. */
  readonly isChallenge: (challenge: string) => boolean;
  /** Whether the device must have asked for a PIN, finger or face: where the passkey takes the place of a password. */
  readonly userVerification: boolean;
};

/** What is kept of a passkey. `publicKey`: COSE, in base64url. */
export type NewPasskey = {
  readonly credentialId: string;
  readonly publicKey: string;
  readonly counter: number;
  readonly backedUp: boolean;
};

/** What an accepted answer shows: the challenge that it used up, and how often the passkey has signed by its own count. */
export type PasskeyUse = { readonly challenge: string; readonly counter: number };

/** Loaded when first used: it reads certificates of all kinds, and would slow down the start of each isolate. */
const library = () => import('@simplewebauthn/server');
const helpers = () => import('@simplewebauthn/server/helpers');

/** COSE algorithms: EdDSA, ES256, RS256. */
export const PASSKEY_ALGORITHMS = [-8, -7, -257];

/**
 * Checks what a browser says of a new passkey (WebAuthn §7.1); `null` if anything is wrong with it. Only attestations without
 * certificates are read: we ask for none, and checking a certificate would fetch the address that a stranger wrote into it.
 */
export async function verifyNewPasskey(
  response: RegistrationResponseJSON,
  expected: Expected,
): Promise<(NewPasskey & { readonly challenge: string }) | null> {
  return attempt(async () => {
    if (await hasCertificates(response)) return null;
    const challenge = await challengeOf(response.response.clientDataJSON);
    const { verifyRegistrationResponse } = await library();
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      ...expectations(expected),
      supportedAlgorithmIDs: PASSKEY_ALGORITHMS,
    });
    if (challenge === null || !verified) return null;
    const { credential, credentialBackedUp } = registrationInfo;
    return {
      challenge,
      credentialId: credential.id,
      publicKey: base64url.encode(credential.publicKey),
      counter: credential.counter,
      backedUp: credentialBackedUp,
    };
  });
}

/**
 * Checks a browser's use of a passkey (WebAuthn §7.2); `null` if anything is wrong with it. Whether the counter went on is for
 * whoever keeps it, in the statement that raises it: two answers at once would both be later than what was read.
 */
export async function verifyPasskeyUse(
  response: AuthenticationResponseJSON,
  publicKey: string,
  expected: Expected,
): Promise<PasskeyUse | null> {
  return attempt(async () => {
    const challenge = await challengeOf(response.response.clientDataJSON);
    const { isoBase64URL } = await helpers();
    const { verifyAuthenticationResponse } = await library();
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      ...expectations(expected),
      credential: { id: response.id, publicKey: isoBase64URL.toBuffer(publicKey), counter: 0 },
    });
    return challenge === null || !verified ? null : { challenge, counter: authenticationInfo.newCounter };
  });
}

function expectations({ party, isChallenge, userVerification }: Expected) {
  return {
    expectedChallenge: isChallenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: userVerification,
  };
}

/** `null` for an answer from within a page of somebody else's. */
async function challengeOf(clientData: string): Promise<string | null> {
  const { decodeClientDataJSON } = await helpers();
  const { challenge, crossOrigin } = decodeClientDataJSON(clientData);
  return crossOrigin === true ? null : challenge;
}

async function hasCertificates({ response }: RegistrationResponseJSON): Promise<boolean> {
  const { decodeAttestationObject, isoBase64URL } = await helpers();
  const attestation = decodeAttestationObject(isoBase64URL.toBuffer(response.attestationObject));
  const format = attestation.get('fmt');
  const alone = format === 'packed' && attestation.get('attStmt').get('x5c') === undefined;
  return format !== 'none' && !alone;
}

/** The library throws for whatever is wrong with an answer, and for answers that are no answers at all. */
async function attempt<Value>(check: () => Promise<Value | null>): Promise<Value | null> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}
