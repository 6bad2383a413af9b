import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import { base64url } from 'jose';

/** The page on which the passkey is used, and what the device does there that it should not. */
export type Place = {
  readonly origin: string;
  /** The name that the device signs for: that of the page, unless the device is a liar. */
  readonly rpId?: string;
  readonly userVerified?: boolean;
  readonly crossOrigin?: boolean;
};

const FLAGS = { userPresent: 0x01, userVerified: 0x04, attested: 0x40 };

const text = (value: string): Uint8Array<ArrayBuffer> => Uint8Array.from(new TextEncoder().encode(value));

function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

function numberBytes(value: number, length: 2 | 4): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes.subarray(4 - length);
}

/** DER's INTEGER of a number without sign: no zeros in front but one where the first bit would be the sign. */
function derInteger(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first === -1 ? bytes.subarray(-1) : bytes.subarray(first);
  const padded = (digits[0] ?? 0) > 0x7f ? join(Uint8Array.of(0), digits) : digits;
  return join(Uint8Array.of(0x02, padded.length), padded);
}

/** WebCrypto writes a signature as two numbers side by side, WebAuthn wants them in DER. */
function derSignature(raw: Uint8Array): Uint8Array {
  const numbers = join(derInteger(raw.subarray(0, 32)), derInteger(raw.subarray(32)));
  return join(Uint8Array.of(0x30, numbers.length), numbers);
}

async function coseKey(key: CryptoKey): Promise<Uint8Array> {
  const exported = await crypto.subtle.exportKey('jwk', key);
  if (exported instanceof ArrayBuffer || exported.x === undefined || exported.y === undefined)
    throw new Error('No JWK');
  const fields = new Map<number, number | Uint8Array>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, base64url.decode(exported.x)],
    [-3, base64url.decode(exported.y)],
  ]);
  return isoCBOR.encode(fields);
}

async function newKeys(): Promise<CryptoKeyPair> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  if (pair instanceof CryptoKey) throw new Error('Not a pair');
  return pair;
}

function clientData(type: string, challenge: string, { origin, crossOrigin = false }: Place) {
  return text(JSON.stringify({ type, challenge, origin, crossOrigin }));
}

/** A device with one passkey (ES256, no attestation), made in software. */
export async function createAuthenticator(counter = 0) {
  const keys = await newKeys();
  const credentialId = crypto.getRandomValues(new Uint8Array(16));
  const id = base64url.encode(credentialId);
  let userHandle: string | undefined;
  let signed = counter;

  async function head({ origin, rpId = new URL(origin).hostname, userVerified = true }: Place, extra = 0) {
    const flags = FLAGS.userPresent | (userVerified ? FLAGS.userVerified : 0) | extra;
    return join(await sha256(text(rpId)), Uint8Array.of(flags), numberBytes(signed, 4));
  }

  return {
    id,
    /** Sets its own count, as a copy of the device would have it. */
    setCounter(value: number): void {
      signed = value;
    },
    async create(options: PublicKeyCredentialCreationOptionsJSON, place: Place): Promise<RegistrationResponseJSON> {
      userHandle = options.user.id;
      const attested = join(new Uint8Array(16), numberBytes(16, 2), credentialId, await coseKey(keys.publicKey));
      const authData = join(await head(place, FLAGS.attested), attested);
      const attestation = new Map<string, string | Uint8Array | Map<string, string>>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ]);
      return {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: base64url.encode(clientData('webauthn.create', options.challenge, place)),
          attestationObject: base64url.encode(isoCBOR.encode(attestation)),
          transports: ['internal'],
        },
      };
    },
    async get(options: PublicKeyCredentialRequestOptionsJSON, place: Place): Promise<AuthenticationResponseJSON> {
      if (signed > 0) signed += 1;
      const authData = await head(place);
      const client = clientData('webauthn.get', options.challenge, place);
      const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
      const raw = await crypto.subtle.sign(algorithm, keys.privateKey, join(authData, await sha256(client)));
      return {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: base64url.encode(client),
          authenticatorData: base64url.encode(authData),
          signature: base64url.encode(derSignature(new Uint8Array(raw))),
          ...(userHandle !== undefined && { userHandle }),
        },
      };
    },
  };
}

export type Authenticator = Awaited<ReturnType<typeof createAuthenticator>>;
