import 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The server of `test/global-setup/target.ts`. */
    targetUrl: string;
    /** The OAuth provider of `test/global-setup/oauth-provider.ts`. */
    providerUrl: string;
  }
}
