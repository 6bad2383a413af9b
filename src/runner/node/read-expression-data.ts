import type { ExpressionData, LinkedItem, NodeAccess } from '../../engine/expression/expression-data.ts';
import type { Item, Outputs } from '../../engine/item.ts';
import type { Link } from '../../engine/links.ts';
import { absenceText } from './absence-text.ts';
import type { EvaluationPoint, ReadableRun } from './readable-run.ts';

const NOTHING: readonly Item[] = [];

function firstItems(outputs: Outputs | undefined): readonly Item[] {
  return Object.values(outputs ?? {}).find((items) => items.length > 0) ?? NOTHING;
}

function nameOf(run: ReadableRun, node: number): string {
  return run.workflow.plan.nodes[node]?.node.name ?? '';
}

/** The link with the name of the node, which the engine knows only by index. */
function linkedItem(run: ReadableRun, link: Link): LinkedItem {
  switch (link.type) {
    case 'item':
      return { type: 'item', item: link.item };
    case 'not_executed':
      return { type: 'not_executed' };
    case 'lost':
    case 'ambiguous':
      return { type: link.type, node: nameOf(run, link.node) };
  }
}

/** The links of a node that waits for a call, an approval or a form. */
function linksOf(
  { id: executionId, workflow }: ReadableRun,
  { links }: EvaluationPoint,
  index: number,
): Pick<NodeAccess, 'resumeUrl' | 'approvalUrl' | 'formUrl'> {
  const node = workflow.plan.nodes[index]?.node;
  if (links === undefined || node === undefined) return {};
  const target = { executionId, nodeId: node.id };
  if (node.type === 'logic.wait') {
    return node.config.resume === 'form'
      ? { formUrl: () => links.url({ purpose: 'form', ...target }) }
      : { resumeUrl: () => links.url({ purpose: 'resume', ...target }) };
  }
  if (node.type === 'logic.approval') return { approvalUrl: () => links.url({ purpose: 'approval', ...target }) };
  return {};
}

function nodeAccess(run: ReadableRun, point: EvaluationPoint, node: number): NodeAccess {
  const latest = run.data.latest(node);
  const planned = run.workflow.plan.nodes[node];
  const config = planned?.node.config;
  return {
    ...(planned === undefined ? {} : { outputs: planned.outputs }),
    executed: latest !== undefined,
    items(handle, runIndex) {
      const outputs = run.data.outputs(node, runIndex ?? latest ?? 0);
      return handle === undefined ? firstItems(outputs) : (outputs?.[handle] ?? NOTHING);
    },
    linked: (item) => linkedItem(run, run.findLink({ node: point.node, run: point.runIndex, item }, node, point.work)),
    absence: () => absenceText(run, point, node),
    ...(config === undefined ? {} : { config }),
    ...linksOf(run, point, node),
  };
}

/** The data that expressions of a node run read for one item: see `ExpressionData`. */
export function expressionData(run: ReadableRun, point: EvaluationPoint, itemIndex: number): ExpressionData {
  const { identity, graph, plan } = run.workflow;
  const config = plan.nodes[point.node]?.node.config;
  const { links } = point;
  const target = { purpose: 'resume', executionId: run.id, nodeId: null } as const;
  return {
    workflow: { id: identity.workflowId, name: identity.name, active: run.triggerType !== 'manual' },
    execution: { id: run.id, mode: run.triggerType },
    triggerType: run.triggerType,
    inputData: run.trigger.input,
    variables: { ...run.variables.values, ...graph.settings.variables },
    timezone: graph.settings.timezone ?? 'UTC',
    now: point.now,
    random: point.random,
    itemIndex,
    runIndex: point.runIndex,
    items: point.items,
    node(idOrName) {
      const node = run.workflow.find(idOrName);
      return node === undefined ? undefined : nodeAccess(run, point, node);
    },
    nodeIds: () => [...plan.byId.keys()],
    nodeNames: () => plan.nodes.map((one) => one.node.name),
    ...(config === undefined ? {} : { config }),
    ...(links === undefined ? {} : { resumeUrl: () => links.url(target) }),
  };
}
