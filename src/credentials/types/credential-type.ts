import type { z } from 'zod';
import type { JsonObject } from '../../engine/json.ts';

/** The data of a credential, as its type has parsed them. */
export type CredentialData = Readonly<Record<string, unknown>>;

/** What asks whether a credential works: a GET of the type's own address. `credential`: what it is signed with. */
export type FixedTest = {
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly credential: { readonly type: string; readonly data: JsonObject } | null;
};

/** One kind of credential: what people read about it, what its data must hold, and where it may go. */
export type CredentialType = {
  readonly type: string;
  readonly name: string;
  readonly description: string;
  readonly data: z.ZodType<CredentialData>;
  /**
   * Where the secret may be sent: to hosts that its maker names (`named`), nowhere (`nowhere`: it is used inside alone), or
   * to those that the type brings, unless others are named.
   */
  readonly hosts: 'named' | 'nowhere' | ((data: CredentialData) => readonly string[]);
  /** The request that tells whether the credential works, where the type knows one by itself. */
  readonly test?: (data: JsonObject) => FixedTest;
};
