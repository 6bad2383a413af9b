import 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The issuer of `test/global-setup/identity-provider.ts`, an OpenID provider that is certified, and not ours. */
    issuer: string;
    /** The server of `test/global-setup/target.ts`. */
    targetUrl: string;
    /** The OAuth provider of `test/global-setup/oauth-provider.ts`. */
    providerUrl: string;
    /** The fake of `test/global-setup/stripe-api.ts`. */
    stripeUrl: string;
  }
}
