/** Who somebody is for a provider. */
export type ProviderIdentity = {
  /** The provider's name for the person: never given to another one. */
  readonly subject: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly firstName: string;
  readonly lastName: string;
};

/** What came to the callback, and what it has to fit. */
export type ProviderCallback = {
  readonly parameters: URLSearchParams;
  readonly redirectUri: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
};

/** What a person is sent to the provider with. */
export type ProviderRequest = Omit<ProviderCallback, 'parameters'>;

/** How a provider is spoken to. */
export type ProviderClient = {
  authorizationUrl(request: ProviderRequest): Promise<string>;
  /** Throws 400 `auth.provider_answer_invalid`, 403 `auth.provider_denied` and 503 `auth.provider_unavailable`. */
  identify(callback: ProviderCallback): Promise<ProviderIdentity>;
};
