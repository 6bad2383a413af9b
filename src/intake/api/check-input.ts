import type { JsonObject, JsonValue } from '../../engine/json.ts';
import type { WorkflowNode } from '../../engine/workflow.ts';
import { declaredInputs, type InputFault, inputFaults } from '../../nodes/calls/input-faults.ts';
import type { TypedInputs } from '../../nodes/calls/typed-inputs.ts';
import { NodeError } from '../../nodes/node-error.ts';
import { triggerItems } from '../../nodes/triggers/trigger-items.ts';
import type { Fault } from '../../shared/errors.ts';

/** So many faults of an input are told. */
const MAX_FAULTS = 100;

type ItemFault = Pick<Fault, 'code' | 'message'> & { readonly path: InputFault['path'] };

/** The name of a declared field may be one that no field can have. */
function itemFaults(declared: TypedInputs, json: JsonObject): readonly ItemFault[] {
  try {
    return inputFaults(declared, json);
  } catch (error) {
    if (!(error instanceof NodeError)) throw error;
    return [{ code: error.code, message: error.message, path: [] }];
  }
}

/**
 * What an input lacks of what its trigger declares, with the path of each fault from `input` on; nothing for one that is right.
 * `most`: how many faults are told.
 */
export function findInputFaults(
  trigger: Pick<WorkflowNode, 'type' | 'config'>,
  input: JsonValue,
  most = MAX_FAULTS,
): readonly Fault[] {
  const declared = declaredInputs(trigger);
  if (declared === null) return [];
  const isList = Array.isArray(input);
  const faults: Fault[] = [];
  for (const [index, { json }] of triggerItems(input).entries()) {
    const place = isList ? ['input', index] : ['input'];
    faults.push(...itemFaults(declared, json).map((fault) => ({ ...fault, path: [...place, ...fault.path] })));
    if (faults.length >= most) return faults.slice(0, most);
  }
  return faults;
}
