import { describe, expect, it } from 'vitest';
import { compilePlan } from '../../src/engine/compile-plan.ts';
import type { Plan, PlanNode } from '../../src/engine/plan.ts';
import { PlanError } from '../../src/engine/plan-error.ts';
import type { WorkflowGraph } from '../../src/engine/workflow.ts';
import { catalog } from './support/catalog.ts';
import { draw, planOf } from './support/draw.ts';

function nodeOf(plan: Plan, name: string): PlanNode | undefined {
  return plan.nodes.find((node) => node.node.name === name);
}

function namesOf(plan: Plan, indices: readonly number[] = []): readonly string[] {
  return indices.map((index) => plan.nodes[index]?.node.name ?? '?');
}

/** The code of the error for a graph. */
function refusal(graph: WorkflowGraph): unknown {
  try {
    return compilePlan(graph, catalog);
  } catch (error) {
    return error instanceof PlanError ? error.code : error;
  }
}

describe(compilePlan, () => {
  // trigger → a → z
  it('names nodes and connections by index', () => {
    const plan = planOf('trigger -> a -> z');

    expect(plan.byId).toEqual(
      new Map([
        ['trigger', 0],
        ['a', 1],
        ['z', 2],
      ]),
    );
    expect(plan.triggers).toEqual([0]);
    expect(plan.connections).toEqual([
      { index: 0, source: 0, sourceHandle: 'main', target: 1, targetHandle: 'main', back: false },
      { index: 1, source: 1, sourceHandle: 'main', target: 2, targetHandle: 'main', back: false },
    ]);
    expect(nodeOf(plan, 'a')).toMatchObject({ index: 1, incoming: [0], outgoing: [1], body: [], loop: null });
  });

  it('fills in defaults', () => {
    const plan = planOf('trigger -> a');

    expect(plan).toMatchObject({ timeoutMs: 3_600_000, hasEffects: false });
    expect(nodeOf(plan, 'a')).toMatchObject({
      kind: 'action',
      onError: 'stop',
      retry: { max_attempts: 1, backoff: 'exponential', delay_ms: 1000, max_delay_ms: 60_000, jitter: 0.2 },
      timeoutMs: 60_000,
      disabled: false,
      isLoop: false,
      effect: 'none',
      delivery: 'at-least-once',
    });
  });

  it('takes the settings of nodes and workflow', () => {
    const retry = { max_attempts: 5, backoff: 'fixed', delay_ms: 1, max_delay_ms: 2, jitter: 0 } as const;
    const settings = { on_error: 'continue', retry, timeout_ms: 500 } as const;
    const plan = planOf('trigger -> pay', { nodes: { pay: { settings } }, settings: { timeout_seconds: 9 } });

    expect(plan).toMatchObject({ timeoutMs: 9000, hasEffects: true, settings: { timeout_seconds: 9 } });
    expect(nodeOf(plan, 'pay')).toMatchObject({
      onError: 'continue',
      retry,
      timeoutMs: 500,
      effect: 'write',
      delivery: 'at-most-once',
    });
  });

  it('lets a node choose its delivery', () => {
    const plan = planOf('trigger -> pay -> send', {
      nodes: { pay: { settings: { delivery: 'at-least-once' } }, send: { settings: { delivery: 'at-most-once' } } },
    });
    expect(plan.nodes.map((node) => node.delivery)).toEqual(['at-least-once', 'at-least-once', 'at-most-once']);
  });

  it('gives an error handle to nodes with error output, but never to a trigger', () => {
    const settings = { on_error: 'error_output' } as const;
    const plan = planOf('trigger -> if', { nodes: { if: { settings }, trigger: { settings } } });

    expect(nodeOf(plan, 'if')?.outputs).toEqual(['true', 'false', 'error']);
    expect(nodeOf(plan, 'trigger')?.outputs).toEqual(['main']);
  });

  it('counts a disabled node as one without effects', () => {
    const plan = planOf('trigger -> send', { nodes: { send: { disabled: true } } });

    expect(plan.hasEffects).toBe(false);
    expect(nodeOf(plan, 'send')).toMatchObject({ disabled: true, effect: 'none' });
  });

  //            ┌→ a ─→ right ─┐
  // trigger ───┼→ b ─→ left ──┴→ merge
  //            └→ c ─→ right
  it('orders incoming connections by input handle, and then as in the graph', () => {
    const plan = planOf('trigger -> a -> merge@right\ntrigger -> b -> merge@left\ntrigger -> c -> merge@right');
    const sources = nodeOf(plan, 'merge')?.incoming.map((index) => plan.connections[index]?.source ?? -1);

    expect(namesOf(plan, sources)).toEqual(['b', 'a', 'c']);
  });

  it('puts unknown handles last', () => {
    const plan = planOf('trigger -> a -> merge@odd\ntrigger -> b -> merge@right\ntrigger -> c -> merge@strange');
    const sources = nodeOf(plan, 'merge')?.incoming.map((index) => plan.connections[index]?.source ?? -1);

    expect(namesOf(plan, sources)).toEqual(['b', 'a', 'c']);
  });

  //               ┌──────────────────────────────┐
  // trigger ──→ loop ─loop─→ loop2 ─done─→ b ────┘
  //               │            ↑ └─loop─→ a ┐
  //               └─done─→ z   └────────────┘
  it('finds the bodies of nested loops, and the connections that close them', () => {
    const plan = planOf('trigger -> loop -loop-> loop2 -loop-> a -> loop2 -done-> b -> loop -done-> z');
    const loops = plan.nodes.map(({ node, loop }) => [node.name, loop === null ? null : plan.nodes[loop]?.node.name]);

    expect(namesOf(plan, nodeOf(plan, 'loop')?.body)).toEqual(['loop2', 'b']);
    expect(namesOf(plan, nodeOf(plan, 'loop2')?.body)).toEqual(['a']);
    expect(Object.fromEntries(loops)).toEqual({
      trigger: null,
      loop: null,
      loop2: 'loop',
      a: 'loop2',
      b: 'loop',
      z: null,
    });
    expect(plan.connections.filter((connection) => connection.back).map((connection) => connection.index)).toEqual([
      3, 5,
    ]);
    expect(nodeOf(plan, 'loop')).toMatchObject({ isLoop: true, body: [2, 4] });
  });

  it('refuses a type that the catalog lacks, and a connection to nowhere', () => {
    expect(refusal(draw('trigger -> a', { nodes: { a: { type: 'gone' } } }))).toBe('plan.unknown_type');
    expect(refusal({ ...draw('trigger -> a'), connections: [{ source: 'a', target: 'b' }] })).toBe(
      'plan.dangling_connection',
    );
  });
});
