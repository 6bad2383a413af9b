import { z } from 'zod';

const providerId = z.string().regex(/^[a-z][a-z0-9-]{0,29}$/);
const client = { id: providerId, client_id: z.string().min(1), client_secret: z.string().min(1) };

/** A provider that somebody may sign in with, as `SIGN_IN_PROVIDERS` names it. */
const givenProvider = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('google'), ...client }),
  z.strictObject({ type: z.literal('github'), ...client }),
  z.strictObject({
    type: z.literal('oidc'),
    ...client,
    name: z.string().min(1).max(50),
    issuer: z.url({ protocol: /^https?$/ }),
  }),
]);

type GivenProvider = z.infer<typeof givenProvider>;

type Common = {
  /** Part of the callback's address. */
  readonly id: string;
  /** What people call it. */
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Names the provider in `user_identities`, together with the subject. */
  readonly issuer: string;
};

/** A provider with all that is needed to ask it. GitHub speaks OAuth 2.0 alone, and tells who somebody is by its API. */
export type SignInProvider = Common & { readonly protocol: 'oidc' | 'github' };

function complete(given: GivenProvider): SignInProvider {
  const { id, client_id: clientId, client_secret: clientSecret } = given;
  const common = { id, clientId, clientSecret };
  switch (given.type) {
    case 'google':
      return { ...common, protocol: 'oidc', name: 'Google', issuer: 'https://accounts.google.com' };
    case 'github':
      return { ...common, protocol: 'github', name: 'GitHub', issuer: 'https://github.com' };
    case 'oidc':
      return { ...common, protocol: 'oidc', name: given.name, issuer: given.issuer };
  }
}

/** The setting `SIGN_IN_PROVIDERS`: a JSON array; empty for none. */
export const signInProvidersSetting = z
  .string()
  .default('')
  .transform((text, context): unknown => {
    try {
      return text.trim() === '' ? [] : JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'must be a JSON array of providers' });
      return z.NEVER;
    }
  })
  .pipe(
    z
      .array(givenProvider)
      .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'two providers have the same id'),
  )
  .transform((all): readonly SignInProvider[] => all.map(complete));
