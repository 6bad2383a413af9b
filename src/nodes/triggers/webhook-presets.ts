import { z } from 'zod';
import { toleranceSeconds } from '../http/hmac-config.ts';

function sender<Name extends string, Fields extends z.ZodRawShape>(
  name: Name,
  { title, description, fields }: { title: string; description: string; fields: Fields },
) {
  const type = z.literal(name).meta({ title: 'Type', description });
  return z.strictObject({ type, ...fields }).meta({ title });
}

const verifyToken = z
  .string()
  .min(1)
  .max(200)
  .meta({ title: 'Verify token', description: 'A text of your own, which you enter at Meta as well.' });

/** Senders whose way of signing is known. */
export const senderPresets = [
  sender('github', {
    title: 'GitHub',
    description: "GitHub signs with the endpoint's secret: copy it to the settings of the webhook there.",
    fields: {},
  }),
  sender('stripe', {
    title: 'Stripe',
    description: "Set the endpoint's secret to the signing secret (whsec_…) that Stripe shows with its endpoint.",
    fields: { tolerance_seconds: toleranceSeconds() },
  }),
  sender('slack', {
    title: 'Slack',
    description: "Set the endpoint's secret to the signing secret of the Slack app. Its challenge is answered.",
    fields: { tolerance_seconds: toleranceSeconds() },
  }),
  sender('shopify', {
    title: 'Shopify',
    description: "Set the endpoint's secret to the client secret of the Shopify app.",
    fields: {},
  }),
  sender('standard_webhooks', {
    title: 'Standard Webhooks, Svix',
    description: "The endpoint's secret is the whsec_… of the sender, or is copied to the sender.",
    fields: { tolerance_seconds: toleranceSeconds() },
  }),
  sender('gitlab', {
    title: 'GitLab',
    description: "Copy the endpoint's secret to GitLab, as the signing token or as the older secret token.",
    fields: { tolerance_seconds: toleranceSeconds() },
  }),
  sender('twilio', {
    title: 'Twilio',
    description: "Set the endpoint's secret to the auth token of the Twilio account.",
    fields: {},
  }),
  sender('meta', {
    title: 'Meta',
    description: "Set the endpoint's secret to the app secret. Meta's challenge is answered, by GET.",
    fields: { verify_token: verifyToken },
  }),
] as const;
