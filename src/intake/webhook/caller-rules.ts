import type { WebhookAuthentication } from '../../nodes/triggers/webhook-authentication.ts';
import type { WaitAuthentication } from '../../nodes/waits/call-config.ts';
import type { HmacRules } from '../../security/webhooks/hmac.ts';
import type { CallerRules } from '../../security/webhooks/verify-caller.ts';

/** Webhooks and waits may ask for a signature, in one shape. */
export type SignedAuthentication = Extract<WaitAuthentication, { type: 'hmac' | 'hmac_sha256' }>;

/** The rules of a signature. `hmac_sha256` is the short form for one of the whole body. */
export function signatureRules(authentication: SignedAuthentication): HmacRules {
  return authentication.type === 'hmac'
    ? authentication
    : { ...authentication, algorithm: 'sha256', signed: '{body}', timestamp: null };
}

/** The rules by which the callers of a webhook are checked. */
export function callerRules(authentication: WebhookAuthentication, publicUrl: string): CallerRules {
  switch (authentication.type) {
    case 'none':
    case 'basic':
    case 'header':
    case 'jwt':
      return authentication;
    case 'hmac':
    case 'hmac_sha256':
      return { ...signatureRules(authentication), type: 'hmac' };
    default:
      return presetRules(authentication, publicUrl);
  }
}

type PresetAuthentication = Exclude<
  WebhookAuthentication,
  { type: 'none' | 'basic' | 'header' | 'jwt' | 'hmac' | 'hmac_sha256' }
>;

function presetRules(authentication: PresetAuthentication, publicUrl: string): CallerRules {
  const toleranceSeconds = 'tolerance_seconds' in authentication ? authentication.tolerance_seconds : 0;
  const verifyToken = 'verify_token' in authentication ? authentication.verify_token : '';
  return { type: 'preset', preset: authentication.type, rules: { toleranceSeconds, verifyToken, publicUrl } };
}
