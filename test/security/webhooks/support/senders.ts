import { createHmac } from 'node:crypto';
import { sign as signAsGithub } from '@octokit/webhooks-methods';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import Stripe from 'stripe';
import { Webhook as SvixWebhook } from 'svix';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { verifyHmac } from '../../../../src/security/webhooks/hmac.ts';
import { PRESETS, type PresetName } from '../../../../src/security/webhooks/presets.ts';
import type { Proof, SentCall, Verdict } from '../../../../src/security/webhooks/verdict.ts';

type Signing = { readonly secret: string; readonly body: string; readonly now: number };

/** A sender, signing with its own library where there is one, and the check that is to know it. */
export type Sender = {
  readonly name: string;
  /** The header that carries the signature. */
  readonly header: string;
  /** The header that tells the time, if it is signed. */
  readonly time: string | null;
  readonly contentType: string;
  sign(signing: Signing): Promise<Record<string, string>>;
  verify(call: SentCall, proof: Proof): Promise<Verdict>;
};

const RULES = { toleranceSeconds: 300, verifyToken: 'meatyhamhock', publicUrl: '' };

export function verifyPreset(name: PresetName) {
  return (call: SentCall, proof: Proof): Promise<Verdict> => PRESETS[name].verify(call, proof, RULES);
}

/** An HMAC as Node makes it. */
export function hmac(algorithm: string, secret: string, text: string, encoding: 'hex' | 'base64'): string {
  return createHmac(algorithm, secret).update(text).digest(encoding);
}

const json = 'application/json';
const seconds = (now: number): string => String(Math.floor(now / 1000));

const stripe: Sender = {
  name: 'Stripe',
  header: 'stripe-signature',
  time: 'stripe-signature',
  contentType: json,
  async sign({ secret, body, now }) {
    const timestamp = Math.floor(now / 1000);
    const header = Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp });
    return { 'stripe-signature': header };
  },
  verify: verifyPreset('stripe'),
};

const standard: Sender = {
  name: 'Standard Webhooks',
  header: 'webhook-signature',
  time: 'webhook-timestamp',
  contentType: json,
  async sign({ secret, body, now }) {
    const signature = new StandardWebhook(secret).sign('msg_1', new Date(now), body);
    return { 'webhook-id': 'msg_1', 'webhook-timestamp': seconds(now), 'webhook-signature': signature };
  },
  verify: verifyPreset('standard_webhooks'),
};

export const SENDERS: readonly Sender[] = [
  {
    name: 'GitHub',
    header: 'x-hub-signature-256',
    time: null,
    contentType: json,
    sign: async ({ secret, body }) => ({ 'x-hub-signature-256': await signAsGithub(secret, body) }),
    verify: verifyPreset('github'),
  },
  stripe,
  {
    name: 'Slack',
    header: 'x-slack-signature',
    time: 'x-slack-request-timestamp',
    contentType: json,
    async sign({ secret, body, now }) {
      const signature = hmac('sha256', secret, `v0:${seconds(now)}:${body}`, 'hex');
      return { 'x-slack-signature': `v0=${signature}`, 'x-slack-request-timestamp': seconds(now) };
    },
    verify: verifyPreset('slack'),
  },
  {
    name: 'Shopify',
    header: 'x-shopify-hmac-sha256',
    time: null,
    contentType: json,
    sign: async ({ secret, body }) => ({ 'x-shopify-hmac-sha256': hmac('sha256', secret, body, 'base64') }),
    verify: verifyPreset('shopify'),
  },
  standard,
  {
    ...standard,
    name: 'Svix',
    header: 'svix-signature',
    time: 'svix-timestamp',
    async sign({ secret, body, now }) {
      const signature = new SvixWebhook(secret).sign('msg_1', new Date(now), body);
      return { 'svix-id': 'msg_1', 'svix-timestamp': seconds(now), 'svix-signature': signature };
    },
  },
  { ...standard, name: 'GitLab, with a signing token', verify: verifyPreset('gitlab') },
  {
    name: 'Twilio',
    header: 'x-twilio-signature',
    time: null,
    contentType: 'application/x-www-form-urlencoded',
    async sign({ secret, body }) {
      const parameters = Object.fromEntries(new URLSearchParams(body));
      const url = 'https://hooks.example.com/in';
      return { 'x-twilio-signature': getExpectedTwilioSignature(secret, url, parameters) };
    },
    verify: verifyPreset('twilio'),
  },
  {
    name: 'Meta',
    header: 'x-hub-signature-256',
    time: null,
    contentType: json,
    sign: async ({ secret, body }) => ({ 'x-hub-signature-256': `sha256=${hmac('sha256', secret, body, 'hex')}` }),
    verify: verifyPreset('meta'),
  },
  {
    name: 'an HMAC of its own making',
    header: 'x-signature',
    time: 'x-time',
    contentType: json,
    async sign({ secret, body, now }) {
      const signature = hmac('sha512', secret, `${seconds(now)}.${body}`, 'base64');
      return { 'x-signature': `v1:${signature}`, 'x-time': seconds(now) };
    },
    verify: (call, proof) =>
      verifyHmac(call, proof, {
        algorithm: 'sha512',
        header: 'X-Signature',
        prefix: 'v1:',
        encoding: 'base64',
        signed: '{timestamp}.{body}',
        timestamp: { header: 'X-Time', unit: 'seconds', tolerance_seconds: 300 },
      }),
  },
];
