import { Secret, TOTP } from 'otpauth';
import { z } from 'zod';
import { completed, defineNode } from '../define-node.ts';
import { keepFields } from '../fields.ts';
import { eachItemAsync, withJson } from '../items.ts';
import { NodeError } from '../node-error.ts';
import type { CredentialSecret } from '../node-run.ts';

const configSchema = z.strictObject({
  secret: z
    .string()
    .max(1000)
    .optional()
    .meta({ title: 'Secret', description: "The shared secret in base32, if it is not the credential's." }),
  algorithm: z
    .enum(['SHA1', 'SHA256', 'SHA512', 'SHA224', 'SHA384'])
    .default('SHA1')
    .meta({ title: 'Algorithm', description: 'The hash function; most services use SHA-1.' }),
  digits: z
    .number()
    .int()
    .min(6)
    .max(10)
    .default(6)
    .meta({ title: 'Digits', description: 'How many digits the password has.' }),
  period: z
    .number()
    .int()
    .min(1)
    .max(3600)
    .default(30)
    .meta({ title: 'Period', description: 'For how many seconds a password is valid.' }),
  include_input_fields: keepFields(true),
});

const secretSchema = z.object({ secret: z.string() });

function secretOf(config: z.infer<typeof configSchema>, credential: CredentialSecret | null): Secret {
  const text = config.secret ?? secretSchema.safeParse(credential?.data).data?.secret;
  if (text === undefined)
    throw new NodeError('totp.no_secret', 'There is no secret, neither in the config nor in the credential');
  try {
    return Secret.fromBase32(text.replace(/[\s-]/g, ''));
  } catch {
    throw new NodeError('totp.bad_secret', 'secret: expected base32, got another text');
  }
}

export const totpAction = defineNode({
  type: 'action.totp',
  kind: 'action',
  metadata: {
    name: 'One-time password',
    description: 'Makes the time-based one-time password of a shared secret (RFC 6238), as authenticator apps do.',
    group: 'actions',
    example: { algorithm: 'SHA1', digits: 6, period: 30 },
  },
  config: configSchema,
  inputs: ['main'],
  outputs: ['main'],
  effect: 'none',
  credentials: ['totp'],
  async execute(run) {
    const credential = await run.credential();
    return completed(
      await eachItemAsync(run, async (item, index) => {
        const config = run.config(index);
        const { algorithm, digits, period } = config;
        const totp = new TOTP({ secret: secretOf(config, credential), algorithm, digits, period });
        const now = run.now();
        const result = {
          token: totp.generate({ timestamp: now }),
          secondsRemaining: Math.ceil(totp.remaining({ timestamp: now }) / 1000),
        };
        return withJson(item, config.include_input_fields ? { ...item.json, ...result } : result);
      }),
    );
  },
});
