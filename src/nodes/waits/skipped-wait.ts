import type { JsonValue } from '../../engine/json.ts';
import { isObject } from '../../shared/json/json.ts';
import { completed, type NodeResult } from '../define-node.ts';
import { passThrough, withJson } from '../items.ts';
import type { NodeRun } from '../node-run.ts';

/** Whether what came for a wait is that somebody has cut it short. No call and no form brings this alone. */
export function isSkipped(came: JsonValue): boolean {
  return isObject(came) && came.skipped === true;
}

/** The items go on, and say why. */
export function skipped(items: NodeRun<unknown>['items']): NodeResult {
  return completed(passThrough(items.map((item) => withJson(item, { ...item.json, resumed_by: 'skip' }))));
}
