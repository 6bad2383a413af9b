import { AppError, type Fault } from '../../shared/errors.ts';

/** The 422 for a field of the body that says what can't be done; `nodeId`: the node at which it fails. */
export function badField(code: string, field: string, message: string, nodeId?: string): AppError {
  const fault: Fault = { code, message, path: [field], ...(nodeId === undefined ? {} : { node_id: nodeId }) };
  return new AppError(code, 422, message, { faults: [fault] });
}
