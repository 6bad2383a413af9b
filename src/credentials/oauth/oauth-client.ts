import type { z } from 'zod';
import type { JsonObject } from '../../engine/json.ts';
import { customData, givenTokenData, presetData } from './oauth-data.ts';
import { atTenant, findPreset } from './presets/presets.ts';
import type { ProviderPreset } from './presets/provider-preset.ts';

/** Where tokens come from, and how the client has to ask for them. */
export type TokenClient = {
  readonly clientId: string;
  readonly clientSecret: string | null;
  readonly tokenUrl: string;
  readonly refreshUrl: string;
  readonly tokenAuth: 'basic' | 'post' | 'none';
  readonly tokenBody: 'form' | 'json';
  readonly tokenParams: { readonly [name: string]: string };
  readonly tokenHeaders: { readonly [name: string]: string };
  readonly tokensIn: string | null;
  readonly tells: readonly string[];
};

/** The same with what is needed to send people to the provider. */
export type OAuthClient = TokenClient & {
  /** What people call the provider: its name, or its host. */
  readonly provider: string;
  readonly authorizationUrl: string;
  readonly issuer: string | null;
  readonly pkce: boolean;
  readonly scope: string;
  readonly authorizationParams: { readonly [name: string]: string };
  readonly tokenHeader: string | null;
};

const PLAIN = { tokenBody: 'form', tokenParams: {}, tokenHeaders: {}, tokensIn: null, tells: [] } as const;

function authOf(secret: string | undefined, wanted: 'basic' | 'post' = 'post') {
  return { clientSecret: secret ?? null, tokenAuth: secret === undefined ? ('none' as const) : wanted };
}

function ofPreset(preset: ProviderPreset, data: z.infer<typeof presetData>): OAuthClient {
  const tenant = data.tenant ?? preset.tenant?.default ?? '';
  return {
    provider: preset.name,
    clientId: data.client_id,
    ...authOf(data.client_secret, preset.tokenAuth),
    authorizationUrl: atTenant(preset.authorizationUrl, tenant),
    tokenUrl: atTenant(preset.tokenUrl, tenant),
    refreshUrl: atTenant(preset.refreshUrl ?? preset.tokenUrl, tenant),
    issuer: preset.issuer ?? null,
    pkce: preset.pkce !== 'none',
    scope: (data.scopes ?? preset.scopes).join(preset.scopeSeparator ?? ' '),
    authorizationParams: { ...preset.authorizationParams, ...data.authorization_params },
    tokenBody: preset.tokenBody ?? 'form',
    tokenParams: preset.tokenParams ?? {},
    tokenHeaders: preset.tokenHeaders ?? {},
    tokensIn: preset.tokensIn ?? null,
    tells: preset.tells ?? [],
    tokenHeader: preset.tokenHeader ?? null,
  };
}

function ofCustom(data: z.infer<typeof customData>): OAuthClient {
  return {
    ...PLAIN,
    provider: new URL(data.authorization_url).host,
    clientId: data.client_id,
    ...authOf(data.client_secret, data.token_auth),
    authorizationUrl: data.authorization_url,
    tokenUrl: data.token_url,
    refreshUrl: data.token_url,
    issuer: data.issuer ?? null,
    pkce: data.pkce === 'S256',
    scope: (data.scopes ?? []).join(data.scope_separator),
    authorizationParams: data.authorization_params ?? {},
    tokenHeader: null,
  };
}

/** The client of data whose tokens come by authorisation code; `null` for any other. */
export function oauthClient(stored: JsonObject): OAuthClient | null {
  const custom = customData.safeParse(stored);
  if (custom.success) return ofCustom(custom.data);
  const known = presetData.safeParse(stored);
  const preset = known.success ? findPreset(known.data.preset) : undefined;
  return known.success && preset !== undefined ? ofPreset(preset, known.data) : null;
}

/** The client that can renew a given token; `null` if the data name none. */
export function givenTokenClient(stored: JsonObject): TokenClient | null {
  const parsed = givenTokenData.safeParse(stored);
  if (!parsed.success) return null;
  const { client_id, client_secret, token_url, token_auth } = parsed.data;
  if (client_id === undefined || token_url === undefined) return null;
  return {
    ...PLAIN,
    clientId: client_id,
    ...authOf(client_secret, token_auth),
    tokenUrl: token_url,
    refreshUrl: token_url,
  };
}
