/** What of a provider's address is the user's own: `{tenant}` in endpoints and hosts. */
export type PresetTenant = {
  /** What people have to fill in. */
  readonly description: string;
  readonly pattern: RegExp;
  readonly default?: string;
};

/** How one provider does OAuth 2.0, as far as it does not do what RFC 6749 says. */
export type ProviderPreset = {
  readonly preset: string;
  readonly name: string;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  /** Where tokens are refreshed, if elsewhere. */
  readonly refreshUrl?: string;
  /** Hosts of the API: where the access token may go unless the credential names fewer. */
  readonly hosts: readonly string[];
  /** What is asked for unless the credential names scopes. */
  readonly scopes: readonly string[];
  readonly tenant?: PresetTenant;
  /** What `iss` of RFC 9207 must be; absent: any issuer at the origin of the authorization endpoint. */
  readonly issuer?: string;
  /** Default: a space (RFC 6749 §3.3). */
  readonly scopeSeparator?: ',';
  /** How the client proves itself to the token endpoint. Default: `post`. */
  readonly tokenAuth?: 'basic';
  /** Default: S256. */
  readonly pkce?: 'none';
  readonly authorizationParams?: { readonly [name: string]: string };
  readonly tokenParams?: { readonly [name: string]: string };
  readonly tokenHeaders?: { readonly [name: string]: string };
  /** Default: a form (RFC 6749 §4.1.3). */
  readonly tokenBody?: 'json';
  /** The field of the answer that holds the tokens when they are not on top. */
  readonly tokensIn?: string;
  /** The header that carries the access token. Default: `Authorization: Bearer`. */
  readonly tokenHeader?: string;
  /** Fields of the answer, no secrets, that people need to address the API. */
  readonly tells?: readonly string[];
};
