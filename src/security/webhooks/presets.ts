import { verifyGithub } from './github.ts';
import { verifyGitlab } from './gitlab.ts';
import { verifyMeta } from './meta.ts';
import type { PresetRules } from './preset-rules.ts';
import { verifyShopify } from './shopify.ts';
import { verifySlack } from './slack.ts';
import { verifyStandardWebhooks } from './standard-webhooks.ts';
import { verifyStripe } from './stripe.ts';
import { verifyTwilio } from './twilio.ts';
import type { Proof, SentCall, Verdict } from './verdict.ts';

type Preset = {
  readonly verify: (call: SentCall, proof: Proof, rules: PresetRules) => Promise<Verdict>;
  /** Who makes up the secret. `sender`: a random one of ours never fits; `either`: people may copy ours to the sender. */
  readonly secretFrom: 'sender' | 'either';
};

/** How the calls of each sender are checked. */
export const PRESETS = {
  github: { verify: verifyGithub, secretFrom: 'either' },
  stripe: { verify: verifyStripe, secretFrom: 'sender' },
  slack: { verify: verifySlack, secretFrom: 'sender' },
  shopify: { verify: verifyShopify, secretFrom: 'sender' },
  standard_webhooks: { verify: verifyStandardWebhooks, secretFrom: 'either' },
  gitlab: { verify: verifyGitlab, secretFrom: 'either' },
  twilio: { verify: verifyTwilio, secretFrom: 'sender' },
  meta: { verify: verifyMeta, secretFrom: 'sender' },
} as const satisfies { readonly [name: string]: Preset };

/** The name of a sender whose way of signing is known. */
export type PresetName = keyof typeof PRESETS;

/** Whether a kind of authentication is a preset. */
export function isPreset(type: string): type is PresetName {
  return Object.hasOwn(PRESETS, type);
}
