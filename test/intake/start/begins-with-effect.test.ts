import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../src/engine/json.ts';
import type { WorkflowConnection, WorkflowNode } from '../../../src/engine/workflow.ts';
import { newExecution } from '../../../src/executions/model/new-execution.ts';
import { beginsWithEffect } from '../../../src/intake/start/begins-with-effect.ts';
import { createCatalog } from '../../../src/nodes/registry.ts';
import { compileWorkflow, executionFields } from '../../../src/runner/workflow/compiled-workflow.ts';
import { chain } from '../../support/graph.ts';

const ID = '019a0000-0000-7000-8000-000000000001';
const catalog = createCatalog();

function node(id: string, type: string, more: Partial<WorkflowNode> = {}): WorkflowNode {
  return { id, type, name: id, position: { x: 0, y: 0 }, config: {}, ...more };
}

const SEND = node('send', 'action.http', { config: { method: 'POST', url: 'https://example.com' } });
const SET = node('set', 'action.set');
const HOOK = node('hook', 'trigger.webhook');

type Given = { readonly input?: JsonValue; readonly runOptions?: JsonValue; readonly start?: string };

function begins(
  nodes: readonly WorkflowNode[],
  connections: readonly WorkflowConnection[],
  given: Given = {},
): boolean {
  const { input = {}, runOptions = null, start = 'hook' } = given;
  const identity = { workflowId: ID, workspaceId: ID, version: 1, name: 'Sending' };
  const workflow = compileWorkflow(identity, { nodes, connections, settings: {} }, catalog);
  const execution = newExecution({
    ...executionFields(workflow),
    id: ID,
    createdAt: 0,
    triggerType: 'webhook',
    triggerNodeId: start,
    triggerData: {},
    inputData: input,
    runOptions,
  });
  return beginsWithEffect({
    workflow,
    execution,
    guard: { type: 'workflow', workflowId: ID, workspaceId: ID },
    waitMs: 1,
    answerWith: 'end',
    background: () => undefined,
  });
}

describe('an execution begins with an effect', () => {
  it('when only the trigger runs before it', () => {
    expect(begins([HOOK, SEND], chain('hook → send'))).toBe(true);
    expect(begins([HOOK, SEND, { ...SEND, id: 'other' }], [...chain('hook → send'), ...chain('hook → other')])).toBe(
      true,
    );
    expect(begins([HOOK, SEND, SET], chain('hook → send → set'))).toBe(true);
  });

  it.each([
    ['another node runs first', [HOOK, SET, SEND], chain('hook → set → send'), {}],
    ['another node runs beside it', [HOOK, SET, SEND], [...chain('hook → send'), ...chain('hook → set')], {}],
    ['the effect is disabled', [HOOK, { ...SEND, disabled: true }], chain('hook → send'), {}],
    ['the trigger is disabled', [{ ...HOOK, disabled: true }, SEND], chain('hook → send'), {}],
    ['nothing follows', [HOOK, SEND], [], {}],
    [
      'another trigger starts it',
      [HOOK, node('by_hand', 'trigger.manual'), SEND],
      chain('hook → send'),
      { start: 'by_hand' },
    ],
    ['the trigger is unknown', [HOOK, SEND], chain('hook → send'), { start: 'gone' }],
    ['some runs are given', [HOOK, SEND], chain('hook → send'), { runOptions: {} }],
    ['its input is long', [HOOK, SEND], chain('hook → send'), { input: 'x'.repeat(16_000) }],
  ] as const)('not when %s', (_, nodes, connections, given) => {
    expect(begins([...nodes], [...connections], given)).toBe(false);
  });
});
