import type { NodeFailure } from '../../engine/event.ts';
import { NodeError } from '../../nodes/node-error.ts';
import { EgressError } from '../../security/egress/errors.ts';
import type { RunnerServices } from '../run/execution-run.ts';

/** Watches the requests of one attempt of a node whose effect must not happen twice. */
export type EffectWatch = {
  readonly services: RunnerServices;
  /** What the attempt has done so far: nothing (`undefined`), something, or something unknown. */
  effect(): NodeFailure['effect'];
};

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A gateway without a good answer (RFC 9110 §15.6.3, §15.6.5) does not know whether the request took effect. */
const UNDECIDED: ReadonlySet<number> = new Set([502, 504]);

type Fate = 'nothing' | 'happened' | 'unknown';

function fateOfAnswer(status: number): Fate {
  if (UNDECIDED.has(status)) return 'unknown';
  return status >= 400 ? 'nothing' : 'happened';
}

function fateOfError(error: unknown): Fate {
  const cause = error instanceof NodeError ? error.cause : undefined;
  return cause instanceof EgressError && !cause.sent ? 'nothing' : 'unknown';
}

/** Follows each writing request to its answer. An answer of 400 or more means that nothing happened. */
export function watchEffects(services: RunnerServices): EffectWatch {
  let open = 0;
  let happened = 0;

  function settle(fate: Fate): void {
    if (fate !== 'unknown') open -= 1;
    if (fate === 'happened') happened += 1;
  }

  const request: RunnerServices['request'] = async (outgoing, signal, workspaceId) => {
    if (outgoing.reads === true || READING.has(outgoing.method.toUpperCase()))
      return services.request(outgoing, signal, workspaceId);
    open += 1;
    try {
      const response = await services.request(outgoing, signal, workspaceId);
      settle(fateOfAnswer(response.status));
      return response;
    } catch (error) {
      settle(fateOfError(error));
      throw error;
    }
  };

  return {
    services: { ...services, request },
    effect() {
      if (open > 0) return 'unknown';
      return happened > 0 ? 'happened' : undefined;
    },
  };
}
