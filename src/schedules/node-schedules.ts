import type { WorkflowGraph, WorkflowNode } from '../engine/workflow.ts';
import { scheduleTrigger } from '../nodes/triggers/schedule.ts';
import { cutText } from '../shared/text/cut-text.ts';
import { storableText } from '../shared/text/storable-text.ts';
import { MAX_SCHEDULE_NAME } from './model/schedule-limits.ts';
import { type ScheduleShape, shapeOf } from './model/schedule-shape.ts';

/** A schedule that a graph asks for: one for each rule of each schedule node. */
export type NodeSchedule = ScheduleShape & {
  readonly node_id: string;
  /** Which of the node's rules it is. */
  readonly position: number;
  /** Whether the node is switched on. */
  readonly enabled: boolean;
};

const NO_ZONE = 'UTC';

/** A config that is no longer valid can't be published again; what it once asked for comes to rest. */
function schedulesOf(node: WorkflowNode, graph: WorkflowGraph, origin: string): NodeSchedule[] {
  const config = scheduleTrigger.config.safeParse(node.config).data;
  if (config === undefined) return [];
  const { rules, timezone = graph.settings.timezone ?? NO_ZONE, ...options } = config;
  const name = cutText(storableText(node.name), MAX_SCHEDULE_NAME);
  return rules.map((rule, position) => ({
    ...shapeOf({ name, rule, timezone, origin, options }),
    node_id: node.id,
    position,
    enabled: node.disabled !== true,
  }));
}

/** The schedules of a graph. `origin`: from when on "every n" counts where no start is named. */
export function nodeSchedules(graph: WorkflowGraph, origin: string): NodeSchedule[] {
  return graph.nodes
    .filter(({ type }) => type === scheduleTrigger.type)
    .flatMap((node) => schedulesOf(node, graph, origin));
}
