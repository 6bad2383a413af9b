import { z } from 'zod';
import type { NodeCatalog, NodeTraits } from '../engine/catalog.ts';
import type { Effect } from '../engine/effect.ts';
import { nodeReferences } from '../engine/expression/node-references.ts';
import type { WorkflowNode } from '../engine/workflow.ts';
import { aggregateAction } from './actions/aggregate.ts';
import { calendarAction } from './actions/calendar.ts';
import { codeAction } from './actions/code.ts';
import { cryptoAction } from './actions/crypto.ts';
import { csvAction } from './actions/csv.ts';
import { dateTimeAction } from './actions/date-time.ts';
import { executeWorkflowAction } from './actions/execute-workflow.ts';
import { executionDataAction } from './actions/execution-data.ts';
import { fileAction } from './actions/file.ts';
import { graphqlAction } from './actions/graphql.ts';
import { htmlAction } from './actions/html.ts';
import { httpAction } from './actions/http.ts';
import { jsonAction } from './actions/json.ts';
import { jwtAction } from './actions/jwt.ts';
import { limitAction } from './actions/limit.ts';
import { markdownAction } from './actions/markdown.ts';
import { removeDuplicatesAction } from './actions/remove-duplicates.ts';
import { renameKeysAction } from './actions/rename-keys.ts';
import { respondAction } from './actions/respond.ts';
import { rssReadAction } from './actions/rss-read.ts';
import { sendEmailAction } from './actions/send-email.ts';
import { setAction } from './actions/set.ts';
import { sortAction } from './actions/sort.ts';
import { splitOutAction } from './actions/split-out.ts';
import { stopErrorAction } from './actions/stop-error.ts';
import { summarizeAction } from './actions/summarize.ts';
import { totpAction } from './actions/totp.ts';
import { xmlAction } from './actions/xml.ts';
import { configFaults } from './config-faults.ts';
import type { NodeDefinition } from './define-node.ts';
import { approvalLogic } from './logic/approval.ts';
import { compareDatasetsLogic } from './logic/compare-datasets.ts';
import { filterLogic } from './logic/filter.ts';
import { ifLogic } from './logic/if.ts';
import { loopLogic } from './logic/loop.ts';
import { mergeLogic } from './logic/merge.ts';
import { noopLogic } from './logic/noop.ts';
import { switchLogic } from './logic/switch.ts';
import { waitLogic } from './logic/wait.ts';
import { errorTrigger } from './triggers/error.ts';
import { formTrigger } from './triggers/form.ts';
import { manualTrigger } from './triggers/manual.ts';
import { rssTrigger } from './triggers/rss.ts';
import { scheduleTrigger } from './triggers/schedule.ts';
import { webhookTrigger } from './triggers/webhook.ts';
import { workflowTrigger } from './triggers/workflow.ts';
import { splitVerbatim } from './verbatim.ts';

/** All node types, in the order in which people see them. */
export const NODE_DEFINITIONS: readonly NodeDefinition<unknown>[] = [
  manualTrigger,
  webhookTrigger,
  formTrigger,
  scheduleTrigger,
  rssTrigger,
  workflowTrigger,
  errorTrigger,
  httpAction,
  setAction,
  codeAction,
  respondAction,
  executeWorkflowAction,
  stopErrorAction,
  executionDataAction,
  sortAction,
  limitAction,
  aggregateAction,
  summarizeAction,
  splitOutAction,
  removeDuplicatesAction,
  renameKeysAction,
  dateTimeAction,
  cryptoAction,
  jwtAction,
  totpAction,
  htmlAction,
  markdownAction,
  xmlAction,
  csvAction,
  jsonAction,
  fileAction,
  calendarAction,
  rssReadAction,
  graphqlAction,
  sendEmailAction,
  ifLogic,
  switchLogic,
  filterLogic,
  mergeLogic,
  compareDatasetsLogic,
  loopLogic,
  waitLogic,
  approvalLogic,
  noopLogic,
];

const BY_TYPE: ReadonlyMap<string, NodeDefinition<unknown>> = new Map(
  NODE_DEFINITIONS.map((definition) => [definition.type, definition]),
);

/** The definition of a node type. */
export function findNode(type: string): NodeDefinition<unknown> | undefined {
  return BY_TYPE.get(type);
}

/** The types of credential that a node type takes. */
export function credentialsOf(type: string): readonly string[] {
  return findNode(type)?.credentials ?? [];
}

/** The node types of this deployment, for the engine. */
export function createCatalog(): NodeCatalog {
  return {
    traits(node) {
      const definition = findNode(node.type);
      return definition === undefined ? undefined : traitsOf(definition, node);
    },
    faults(node) {
      const definition = findNode(node.type);
      return definition === undefined ? [] : configFaults(definition, node.config);
    },
    references(node) {
      const definition = findNode(node.type);
      return definition === undefined ? [] : nodeReferences(splitVerbatim(definition, node.config).resolved);
    },
    types: () => NODE_DEFINITIONS.map(({ type }) => type),
    configFields: (type) => fieldsOf(findNode(type)?.config),
  };
}

function fieldsOf(schema: unknown): readonly string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  return schema instanceof z.ZodUnion ? [...new Set(schema.options.flatMap(fieldsOf))] : [];
}

function traitsOf(definition: NodeDefinition<unknown>, node: WorkflowNode): NodeTraits {
  return {
    kind: definition.kind,
    inputs: handlesOf(definition.inputs, node),
    outputs: handlesOf(definition.outputs, node),
    effect: effectOf(definition, node),
    delivery: definition.delivery ?? 'at-least-once',
    loop: definition.loop ?? false,
  };
}

/** A disabled node passes its items through, so it has no effect. */
function effectOf({ effect }: NodeDefinition<unknown>, node: WorkflowNode): Effect {
  if (node.disabled === true) return 'none';
  return typeof effect === 'function' ? effect(node.config) : effect;
}

function handlesOf(handles: NodeDefinition<unknown>['inputs'], node: WorkflowNode): readonly string[] {
  return typeof handles === 'function' ? handles(node.config) : handles;
}
