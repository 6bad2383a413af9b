import { cutText } from '../../shared/text/cut-text.ts';
import type { ClientInfo } from '../account-deps.ts';

const MAX_USER_AGENT_LENGTH = 500;

/** What a client calls itself, as much of it as a session keeps. */
export function agentOf({ userAgent }: ClientInfo): string | null {
  return userAgent === null ? null : cutText(userAgent, MAX_USER_AGENT_LENGTH);
}
