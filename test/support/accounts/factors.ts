import { Secret, TOTP } from 'otpauth';
import { z } from 'zod';
import { requestOptionsSchema } from '../../../src/accounts/passkeys/passkeys.schemas.ts';
import type { App } from '../../../src/http/app-types.ts';
import { bearerOf, call, type Headers, newUser, PASSWORD, readTokens } from '../api-client.ts';
import { testApp } from '../test-app.ts';
import { type Authenticator, createAuthenticator } from './authenticator.ts';

/** Where the apps of the tests are reached, as browsers see it. */
export const HOME = { origin: 'http://localhost' };

export const STEP_MS = 30_000;

/** An app whose clock stands still until it is moved. */
export function appWithClock() {
  const clock = { now: Date.now() };
  const app = testApp({ now: () => clock.now });
  return { app, clock };
}

/** What an authenticator app with this secret shows at a moment. */
export function codeAt(secret: string, now: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now });
}

export function post(app: App, path: string, body?: unknown, headers: Headers = {}) {
  return call(app, { method: 'POST', path: `/api/v1${path}`, ...(body !== undefined && { body }) }, headers);
}

const proposedSchema = z.object({ secret: z.string(), uri: z.string(), qr_svg: z.string() });
const codesSchema = z.object({ recovery_codes: z.array(z.string()) });

export function readCodes(body: unknown): string[] {
  return codesSchema.parse(body).recovery_codes;
}

export async function proposeTotp(app: App, bearer: Headers): Promise<z.infer<typeof proposedSchema>> {
  return proposedSchema.parse((await post(app, '/users/me/factors/totp', undefined, bearer)).body);
}

/** A new user with an authenticator app, which showed its code of this moment. */
export async function userWithTotp({ app, clock }: ReturnType<typeof appWithClock>) {
  const user = await newUser(app);
  const { secret } = await proposeTotp(app, user.bearer);
  const confirmed = await post(app, '/users/me/factors/totp/confirm', { code: codeAt(secret, clock.now) }, user.bearer);
  return { ...user, secret, recoveryCodes: readCodes(confirmed.body) };
}

/** The first step of signing in: the ticket for the second. */
export async function ticketOf(app: App, email: string): Promise<string> {
  const { body } = await post(app, '/auth/login', { email, password: PASSWORD });
  return z.object({ factor_required: z.literal(true), ticket: z.string() }).parse(body).ticket;
}

/** Both steps. */
export async function signInWithCode(app: App, email: string, code: string) {
  return post(app, '/auth/factor', { ticket: await ticketOf(app, email), method: 'totp', code });
}

export async function optionsFor(app: App, path: string, body?: unknown, headers: Headers = {}) {
  return requestOptionsSchema.parse((await post(app, path, body, headers)).body);
}

const creationSchema = z.looseObject({
  challenge: z.string(),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  rp: z.object({ id: z.string(), name: z.string() }),
});

export async function creationFor(app: App, bearer: Headers) {
  const { body } = await post(app, '/users/me/passkeys/options', undefined, bearer);
  return { ...creationSchema.parse(body), pubKeyCredParams: [] };
}

export async function addPasskey(app: App, bearer: Headers, device: Authenticator) {
  const credential = await device.create(await creationFor(app, bearer), HOME);
  return post(app, '/users/me/passkeys', { name: 'Laptop', credential }, bearer);
}

/** A new user with a passkey. */
export async function userWithPasskey(app: App, counter = 0) {
  const user = await newUser(app);
  const device = await createAuthenticator(counter);
  const added = await addPasskey(app, user.bearer, device);
  const { passkey } = z.object({ passkey: z.object({ id: z.string() }) }).parse(added.body);
  return { ...user, device, passkeyId: passkey.id, recoveryCodes: readCodes(added.body) };
}

/** Signs in by the passkey alone. */
export async function signInWithPasskey(app: App, device: Authenticator) {
  const credential = await device.get(await optionsFor(app, '/auth/passkey/options'), HOME);
  return post(app, '/auth/passkey', { credential });
}

/** The header of the session that an answer opened. */
export function bearerIn(body: unknown): Headers {
  return bearerOf(readTokens(body).access_token);
}
