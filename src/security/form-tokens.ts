import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { base64url } from 'jose';
import { z } from 'zod';
import { sameText } from './same-text.ts';

const stateSchema = z.object({
  endpointId: z.string(),
  nonce: z.string(),
  /** In ms since the epoch. */
  expiresAt: z.number(),
  /** The page of the form that was shown, from 0. */
  step: z.int().min(0),
  /** What was typed so far, by the names of the fields. */
  typed: z.array(z.tuple([z.string(), z.array(z.string())])),
});

/** What a page of a form has to remember until it is sent. `nonce` is the same on all pages of one filling in. */
export type FormState = z.infer<typeof stateSchema>;

/** Tokens that a form carries in a hidden field: signed, so that nobody makes one up, but not secret to who fills it in. */
export type FormTokens = {
  seal(state: FormState): string;
  /** The state; `null` for a token that is forged or has expired. */
  open(token: string, now: number): FormState | null;
};

/** Tokens signed with HMAC-SHA-256 under a secret, which may serve other purposes too: the key is derived from it. */
export function createFormTokens(secret: string): FormTokens {
  const key = hmac(sha256, utf8ToBytes(secret), utf8ToBytes('linkflow.form-tokens.v1'));
  const sign = (text: string): string => base64url.encode(hmac(sha256, key, utf8ToBytes(text)));

  return {
    seal(state) {
      const text = base64url.encode(utf8ToBytes(JSON.stringify(state)));
      return `${text}.${sign(text)}`;
    },
    open(token, now) {
      const [text = '', signature = ''] = token.split('.');
      if (!sameText(sign(text), signature)) return null;
      const state = stateSchema.parse(JSON.parse(new TextDecoder().decode(base64url.decode(text))));
      return state.expiresAt > now ? state : null;
    },
  };
}
