import { createHash, randomUUID } from 'node:crypto';

/** What a test wants of its corner of the provider. */
export type Setup = {
  readonly redirect_uri: string;
  readonly client_id: string;
  readonly client_secret: string;
  readonly expires_in?: number;
  /** What happens at the token endpoint instead; `none`: what should. */
  readonly mode?: string;
  readonly issuer?: string;
};

type Code = { readonly challenge: string | null; used: boolean };
type Family = { access: string; refresh: string; revoked: boolean };
export type Corner = {
  setup: Setup;
  readonly codes: Map<string, Code>;
  readonly families: Map<string, Family>;
  readonly asked: { readonly [name: string]: string }[];
  readonly apiTokens: string[];
};

export type Answer = { readonly status: number; readonly body: unknown };

export function newCorner(setup: Setup): Corner {
  return { setup, codes: new Map(), families: new Map(), asked: [], apiTokens: [] };
}

const refused = (error: string): Answer => ({ status: 400, body: { error } });

/** A code for a person who has consented. */
export function issueCode(corner: Corner, challenge: string | null): string {
  const code = randomUUID();
  corner.codes.set(code, { challenge, used: false });
  return code;
}

function tokensOf(corner: Corner, family: Family): Answer {
  family.access = `at-${randomUUID()}`;
  family.refresh = `rt-${randomUUID()}`;
  corner.families.set(family.refresh, family);
  const { access: access_token, refresh: refresh_token } = family;
  const expires_in = corner.setup.expires_in ?? 3600;
  return { status: 200, body: { access_token, refresh_token, expires_in, token_type: 'bearer', scope: 'read' } };
}

function byCode(corner: Corner, form: URLSearchParams): Answer {
  const code = corner.codes.get(form.get('code') ?? '');
  if (code === undefined || code.used || form.get('redirect_uri') !== corner.setup.redirect_uri) {
    return refused('invalid_grant');
  }
  code.used = true;
  const challenge = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url');
  if (code.challenge !== null && challenge !== code.challenge) return refused('invalid_grant');
  return tokensOf(corner, { access: '', refresh: '', revoked: false });
}

/** Rotates; a refresh token that comes a second time ends its whole family (RFC 9700 §4.14.2). */
function byRefreshToken(corner: Corner, form: URLSearchParams): Answer {
  const given = form.get('refresh_token') ?? '';
  const family = corner.families.get(given);
  if (family !== undefined && family.refresh !== given) family.revoked = true;
  return family === undefined || family.revoked ? refused('invalid_grant') : tokensOf(corner, family);
}

/** What the token endpoint says to a form. */
export function answerToken(corner: Corner, form: URLSearchParams): Answer {
  const { client_id, client_secret } = corner.setup;
  if (form.get('client_id') !== client_id || form.get('client_secret') !== client_secret) {
    return { status: 401, body: { error: 'invalid_client' } };
  }
  return form.get('grant_type') === 'refresh_token' ? byRefreshToken(corner, form) : byCode(corner, form);
}

/** Whether the API takes an access token: the newest of a family that lives. */
export function takesToken(corner: Corner, token: string): boolean {
  return [...corner.families.values()].some(({ access, revoked }) => access === token && !revoked);
}
