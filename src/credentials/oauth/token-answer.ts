import { z } from 'zod';
import type { TokenClient } from './oauth-client.ts';

/** The tokens of a credential, as they are sealed. Moments in milliseconds since the epoch. */
export const tokenSet = z.object({
  access_token: z.string(),
  refresh_token: z.string().nullable(),
  /** `null`: they do not expire, or nobody said when. */
  expires_at: z.number().nullable(),
});
export type TokenSet = z.infer<typeof tokenSet>;

/** What the token endpoint said. `told`: what may be shown to people. */
export type TokenAnswer =
  | {
      readonly type: 'tokens';
      readonly tokens: TokenSet;
      readonly scope: string | null;
      readonly told: { readonly [name: string]: string };
    }
  | { readonly type: 'refused'; readonly error: string }
  | { readonly type: 'unreadable'; readonly why: string };

/** RFC 6749 appendix A.12: visible ASCII. Nothing else ever gets into a header. */
const token = z.string().regex(/^[\x20-\x7e]{1,20000}$/);
/** Tokens that stay valid for longer are taken to be so for ever. */
const MAX_SECONDS = 10 * 366 * 24 * 3600;
/** Some write the number as a text, and `null` for 0. */
const seconds = z.coerce.number().min(0);

const answerSchema = z.object({
  access_token: token,
  refresh_token: token.nullish(),
  expires_in: seconds.optional(),
  scope: z
    .union([z.string().max(10_000), z.array(z.string()).transform((names) => names.join(' ')), z.null()])
    .optional(),
  token_type: z.string().nullish(),
});

/** RFC 6749 §5.2; Slack and GitHub say so with a status of 200. */
const errorSchema = z.object({
  error: z.string().regex(/^[\x20-\x7e]{1,200}$/),
  access_token: z.undefined().optional(),
});

const record = z.record(z.string(), z.unknown());

function fieldAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => {
    const fields = record.safeParse(at).data ?? {};
    return Object.hasOwn(fields, key) ? fields[key] : undefined;
  }, value);
}

const shown = z.string().min(1).max(500);

function toldBy(body: unknown, tells: readonly string[]): { readonly [name: string]: string } {
  const entries = tells.map((path) => [path, shown.safeParse(fieldAt(body, path)).data] as const);
  return Object.fromEntries(entries.flatMap(([path, text]) => (text === undefined ? [] : [[path, text]])));
}

function expiryOf(expiresIn: number | undefined, now: number): number | null {
  // Mailchimp says 0 for never.
  return expiresIn === undefined || expiresIn === 0 || expiresIn > MAX_SECONDS
    ? null
    : now + Math.floor(expiresIn * 1000);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Reads an answer of a token endpoint: as RFC 6749 §5 has it, and as providers really write it (no `token_type`, tokens in a
 * field of their own, numbers as texts, refusals with a status of 200).
 */
export function readTokenAnswer(text: string, { client, now }: { client: TokenClient; now: number }): TokenAnswer {
  const body = parseJson(text);
  const refusal = errorSchema.safeParse(body);
  if (refusal.success) return { type: 'refused', error: refusal.data.error };
  const onTop = answerSchema.safeParse(body);
  const inside = client.tokensIn === null ? undefined : answerSchema.safeParse(fieldAt(body, client.tokensIn));
  const parsed = onTop.success ? onTop : inside;
  if (!parsed?.success) return { type: 'unreadable', why: 'it answered without a usable access token' };
  const { access_token, refresh_token, expires_in, scope, token_type } = parsed.data;
  // A token that is bound to a key (RFC 9449) is no bearer token.
  if (token_type?.toLowerCase() === 'dpop') return { type: 'unreadable', why: 'its tokens are bound to a key' };
  const tokens = { access_token, refresh_token: refresh_token ?? null, expires_at: expiryOf(expires_in, now) };
  return { type: 'tokens', tokens, scope: scope ?? null, told: toldBy(body, client.tells) };
}
