import { z } from 'zod';
import { hostPattern } from '../hosts/allowed-hosts.ts';
import { findPreset, PRESETS } from './presets/presets.ts';
import type { PresetTenant } from './presets/provider-preset.ts';

const secret = z.string().min(1).max(20_000);
/** RFC 6749 §2.3.1 and appendix A.1: what a client is called is printable ASCII. */
const clientId = z
  .string()
  .min(1)
  .max(1000)
  .regex(/^[\x20-\x7e]+$/, 'May hold printable ASCII only');
/** RFC 6749 §3.3. */
const scope = z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,300}$/, 'Not the name of a scope');

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** TLS everywhere but on this very machine (RFC 8252 §8.3), where the egress guard has the last word. */
function isEndpoint(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '' || url.hash !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
}

/** Where secrets are sent: an https URL without user info and fragment; http only on loopback. */
const endpoint = z.string().max(2000).refine(isEndpoint, 'Expected an https URL without user name and fragment');

/** What only this platform sets: a value of somebody else would change who answers, where to, or with what. */
const RESERVED: ReadonlySet<string> = new Set([
  ...['client_id', 'client_secret', 'code', 'code_challenge', 'code_challenge_method', 'code_verifier'],
  ...['grant_type', 'nonce', 'redirect_uri', 'refresh_token', 'request', 'request_uri', 'response_mode'],
  ...['response_type', 'scope', 'state'],
]);

const parameterName = z
  .string()
  .regex(/^[\w.-]{1,100}$/, 'Not the name of a parameter')
  .refine((name) => !RESERVED.has(name.toLowerCase()), 'Set by the platform alone');

const common = {
  grant: z.literal('authorization_code'),
  client_id: clientId,
  client_secret: secret.optional(),
  scopes: z.array(scope).max(100).optional(),
  /** Further parameters of the address that people are sent to, such as Slack's `user_scope`. */
  authorization_params: z.record(parameterName, z.string().max(2000)).optional(),
};

const presetNames = PRESETS.map(({ preset }) => preset);

export const presetData = z
  .strictObject({ ...common, preset: z.enum(presetNames), tenant: z.string().min(1).max(200).optional() })
  .superRefine(({ preset, tenant }, context) => {
    const wanted = findPreset(preset)?.tenant;
    const message = tenantFault(wanted, tenant);
    if (message !== null) context.addIssue({ code: 'custom', path: ['tenant'], message });
  });

function tenantFault(wanted: PresetTenant | undefined, tenant: string | undefined): string | null {
  if (wanted === undefined) return tenant === undefined ? null : 'This preset has no tenant';
  const given = tenant ?? wanted.default;
  return given !== undefined && wanted.pattern.test(given) ? null : wanted.description;
}

export const customData = z.strictObject({
  ...common,
  preset: z.literal('custom'),
  authorization_url: endpoint,
  token_url: endpoint,
  /** What `iss` of RFC 9207 must be; without it, any issuer at the origin of `authorization_url`. */
  issuer: endpoint.optional(),
  token_auth: z.enum(['basic', 'post']).default('post'),
  pkce: z.enum(['S256', 'none']).default('S256'),
  scope_separator: z.enum([' ', ',']).default(' '),
});

/** The data of a credential whose tokens come by authorisation code: what is known before anybody has consented. */
const authorizationCodeData = z.discriminatedUnion('preset', [presetData, customData]);

/** A token that was given, and what is needed to renew it. */
export const givenTokenData = z.strictObject({
  grant: z.literal('token').optional(),
  access_token: z
    .string()
    .min(1)
    .max(20_000)
    .regex(/^[^\r\n]*$/, 'May not hold line breaks')
    .regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'May hold no control characters and nothing beyond Latin-1'),
  token_type: z.string().max(50).optional(),
  refresh_token: secret.optional(),
  expires_at: z.iso.datetime().optional(),
  scope: z.string().max(10_000).optional(),
  client_id: z.string().max(1000).optional(),
  client_secret: secret.optional(),
  token_url: z.url({ protocol: /^https?$/ }).optional(),
  token_auth: z.enum(['basic', 'post']).optional(),
});

export const oauthData = z.discriminatedUnion('grant', [givenTokenData, authorizationCodeData]);

const hosts = z.array(hostPattern);

/** The hosts that the data of a credential bring: those of the API of their preset. */
export function hostsOfPreset(data: unknown): readonly string[] {
  const parsed = presetData.safeParse(data);
  if (!parsed.success) return [];
  const preset = findPreset(parsed.data.preset);
  const tenant = parsed.data.tenant ?? preset?.tenant?.default ?? '';
  return hosts.parse((preset?.hosts ?? []).map((host) => host.replaceAll('{tenant}', tenant)));
}
