import { sameText } from '../same-text.ts';
import type { PresetRules } from './preset-rules.ts';
import { verifyStandardWebhooks } from './standard-webhooks.ts';
import { admitted, type Proof, refused, type SentCall, type Verdict } from './verdict.ts';

const TOKEN = 'X-Gitlab-Token';

/**
 * GitLab: its signing token signs as Standard Webhooks do; its older secret token is sent as it is. Either will do, for the
 * endpoint's secret may be the one or the other.
 */
export async function verifyGitlab(call: SentCall, proof: Proof, rules: PresetRules): Promise<Verdict> {
  const token = call.headers.get(TOKEN);
  if (token !== null && proof.secrets.some((secret) => sameText(token, secret))) return admitted(null, [TOKEN]);
  if (!call.headers.has('webhook-signature')) return refused('signature', TOKEN);
  const verdict = await verifyStandardWebhooks(call, proof, rules);
  return verdict.type === 'admitted' ? { ...verdict, secretHeaders: [TOKEN.toLowerCase()] } : verdict;
}
