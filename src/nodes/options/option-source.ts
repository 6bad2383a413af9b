import type { JsonObject, JsonValue } from '../../engine/json.ts';
import type { IncomingResponse } from '../../shared/http-exchange.ts';
import { responseText } from '../http/read-response.ts';
import { responseError } from '../http/response-error.ts';
import { NodeError } from '../node-error.ts';
import type { CredentialSecret, RequestRun } from '../node-run.ts';
import { parseJson } from '../values/convert.ts';

/** A value that a field may have, and what people read of it. */
export type FieldOption = { readonly value: string; readonly label: string };

/** What a source of options may use. `config` is raw: any value in it may be an expression, which nobody evaluates. */
type OptionAsk = {
  readonly config: JsonObject;
  readonly credential: CredentialSecret | null;
  /** A run of nothing but the requests of this question. */
  readonly run: RequestRun;
};

/** Asks a service which values a field may have. Its requests only read. Throws `NodeError`. */
export type OptionSource = (ask: OptionAsk) => Promise<readonly FieldOption[]>;

/** The JSON of an answer. Throws `NodeError`: the service refused, or answered something else. */
export function readAnswer(response: IncomingResponse, now: number): JsonValue {
  const failure = responseError(response, now);
  if (failure !== null) throw new NodeError(failure.code, `The service answered with status ${response.status}.`);
  return parseJson(responseText(response)) ?? null;
}
