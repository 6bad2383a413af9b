import { type Absence, absenceOf } from '../../engine/linking/absence.ts';
import type { EvaluationPoint, ReadableRun } from './readable-run.ts';

const TEXTS: { readonly [type in Exclude<Absence['type'], 'not_reached'>]: string } = {
  itself: 'it is this node itself',
  later: 'it comes after this node',
  apart: 'no connection leads from it to this node',
  left_out: 'it is disabled, or has no part in this run',
  other_trigger: 'the execution began at another trigger',
  pending: 'it is not done yet',
};

/** Why a node has not been executed when expressions of another one ask for what it brought. */
export function absenceText(run: ReadableRun, point: EvaluationPoint, target: number): string {
  if (run.hasFailed?.(target) === true) return 'it has failed';
  const { plan } = run.workflow;
  const question = {
    current: point.node,
    target,
    executed: (node: number) => run.data.latest(node) !== undefined,
    brought: (node: number, handle: string) =>
      (run.data.outputs(node, run.data.latest(node) ?? 0)?.[handle]?.length ?? 0) > 0,
  };
  const absence = absenceOf(plan, question, point.work);
  if (absence.type !== 'not_reached') return TEXTS[absence.type];
  const { source, sourceHandle } = absence.connection;
  const node = plan.nodes[source];
  const output = node?.outputs.length === 1 ? '' : `output "${sourceHandle}" of `;
  return `no items came out of ${output}"${node?.node.name ?? ''}", so none reached it`;
}
