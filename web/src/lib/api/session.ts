import { problemOf } from './problem.ts';
import type { Tokens } from './schema.gen.ts';
import { send } from './send.ts';

/** So long before its end an access token is no longer used, in milliseconds. */
const MARGIN_MS = 30_000;

/** The access token lives here alone: what is in memory, no other page and no later visitor can read. */
let token: { readonly text: string; readonly until: number } | null = null;
let refreshing: Promise<string> | null = null;
const listeners = new Set<() => void>();

export function keepTokens({ access_token, expires_in }: Tokens): void {
  token = { text: access_token, until: Date.now() + expires_in * 1000 - MARGIN_MS };
}

export function forgetTokens(): void {
  token = null;
}

/** Calls `listener` when the session has ended and can't be refreshed. */
export function onSessionEnd(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A token that is good now. Throws 401 if the browser is in no session. */
export async function accessToken(): Promise<string> {
  if (token !== null && token.until > Date.now()) return token.text;
  refreshing ??= refresh().finally(() => {
    refreshing = null;
  });
  return refreshing;
}

/** Tabs refresh one after the other, so that each finds the cookie that the one before it got. */
async function refresh(): Promise<string> {
  return navigator.locks ? navigator.locks.request('linkflow-refresh', askForTokens) : askForTokens();
}

async function askForTokens(): Promise<string> {
  const response = await send('/api/v1/auth/refresh', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"session":"cookie"}',
  });
  if (!response.ok) {
    token = null;
    const problem = await problemOf(response);
    if (problem.status === 401) for (const listener of listeners) listener();
    throw problem;
  }
  const { tokens }: { readonly tokens: Tokens } = await response.json();
  keepTokens(tokens);
  return tokens.access_token;
}
