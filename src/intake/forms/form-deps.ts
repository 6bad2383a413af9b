import type { FormTokens } from '../../security/form-tokens.ts';
import type { Background, IntakeDeps } from '../intake-deps.ts';
import type { FormSource } from './form-source.ts';

export type FormDeps = IntakeDeps & { readonly forms: FormSource; readonly formTokens: FormTokens };

/** A request for a form, or one that sends it. */
export type FormCall = {
  readonly endpointId: string;
  readonly headers: Headers;
  readonly readBody: () => Promise<Uint8Array>;
  readonly background: Background;
};
