import type { GateRequest } from '../../../durable-objects/flow-gate-calls.ts';
import type { Decision } from '../../flow/gate-types.ts';
import { consoleLog } from '../../shared/log.ts';
import { callGate } from '../flow-gates.ts';
import type { IntakeDeps } from '../intake-deps.ts';

/**
 * Asks a gate whether an execution may run. If the gate is not reached, the execution waits: its row is held, and the gate takes
 * it in when it compares itself with the database, within two minutes.
 */
export async function askGate({ gates }: IntakeDeps, request: GateRequest): Promise<Decision> {
  try {
    return await callGate(gates, request.owner, (gate) => gate.ask(request));
  } catch (error) {
    const message = 'A gate was not reached; the execution waits until the gate finds it.';
    consoleLog({ level: 'warn', message, execution: request.ask.id, error });
    return { type: 'waiting' };
  }
}
