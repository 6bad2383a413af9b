import type { FailureKind } from '../../engine/failure-kind.ts';
import type { IncomingResponse } from '../../shared/http-exchange.ts';
import { textKindOf } from '../../shared/text/charset.ts';
import { startOfText } from '../../shared/text/decode-text.ts';
import { NodeError } from '../node-error.ts';
import { retryAfterMs } from './retry-after.ts';

const RETRYABLE_BELOW_500: ReadonlySet<number> = new Set([408, 425, 429]);
/** How many bytes of an answer are shown. */
const SHOWN = 300;

function kindOf(status: number): FailureKind {
  if (status === 408) return 'timeout';
  if (status === 429) return 'rate_limited';
  return status >= 500 ? 'server_error' : 'client_error';
}

/** The failure for an answer of 400 or more, with the beginning of its body. `null` for any other answer. */
export function responseError(response: IncomingResponse, now: number): NodeError | null {
  const { status, statusText } = response;
  if (status < 400) return null;
  const waiting = retryAfterMs(response.headers['retry-after'], now);
  const contentType = response.headers['content-type'] ?? '';
  const said = startOfText({ bytes: response.body, contentType, kind: textKindOf(contentType) }, SHOWN).trim();
  const kind = kindOf(status);
  return new NodeError(
    `http.${kind}`,
    `The server answered ${[status, statusText].join(' ').trim()}${said === '' ? '' : `: ${said}${response.body.length > SHOWN ? '…' : ''}`}`,
    {
      kind,
      retryable: status >= 500 || RETRYABLE_BELOW_500.has(status),
      ...(waiting === undefined ? {} : { retryAfterMs: waiting }),
    },
  );
}
