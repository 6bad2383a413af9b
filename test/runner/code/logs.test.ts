import { describe, expect, it } from 'vitest';
import type { WorkflowNode } from '../../../src/engine/workflow.ts';
import type { CodeOutcome } from '../../../src/nodes/code/code-job.ts';
import type { JournalEntry } from '../../../src/runner/journal/journal.ts';
import { chain } from '../../support/graph.ts';
import { type Ended, playToEnd } from '../support/play.ts';

function node(id: string, type: string, more: Partial<WorkflowNode> = {}): WorkflowNode {
  return { id, type, name: id, config: type === 'action.code' ? { code: '' } : {}, ...more };
}

function writing(text: string): CodeOutcome {
  return { type: 'returned', items: [{ json: {} }], logs: [{ level: 'log', text }] };
}

function logsOf({ nodes }: Ended, id: string): readonly string[] | undefined {
  return nodes.find((one) => one.nodeId === id)?.logs?.map(({ text }) => text);
}

/** start → code */
function graphOf(code: WorkflowNode) {
  return { nodes: [node('start', 'trigger.manual'), code], connections: chain('start → code') };
}

describe('what code writes', () => {
  it('is kept with its run, and nothing with a run that wrote nothing', async () => {
    const ended = await playToEnd(graphOf(node('code', 'action.code')), { runCode: async () => writing('hello') });
    expect([logsOf(ended, 'code'), ended.nodes[0]?.logs]).toEqual([['hello'], null]);
  });

  it('is that of the last attempt', async () => {
    const outcomes: CodeOutcome[] = [
      {
        type: 'failed',
        failure: { code: 'code.busy', message: 'Later', retryable: true },
        logs: [{ level: 'log', text: 'first' }],
      },
      writing('second'),
    ];
    const retry = { max_attempts: 2, backoff: 'fixed', delay_ms: 1, max_delay_ms: 1, jitter: 0 } as const;
    const ended = await playToEnd(graphOf(node('code', 'action.code', { settings: { retry } })), {
      runCode: async () => outcomes.shift() ?? writing('third'),
    });
    expect(logsOf(ended, 'code')).toEqual(['second']);
  });

  it('outlives its runner', async () => {
    const replay: JournalEntry[] = [
      { at: 1, event: { type: 'started', trigger: 0 } },
      {
        at: 2,
        event: { type: 'node_completed', node: 0, run: 0, counts: { main: 1 } },
        data: { outputs: { main: [{ json: {} }] } },
      },
      {
        at: 3,
        event: { type: 'node_completed', node: 1, run: 0, counts: { main: 0 } },
        data: { outputs: { main: [] }, logs: [{ level: 'info', text: 'before' }] },
      },
    ];
    const graph = graphOf(node('code', 'action.code'));
    const withMore = {
      nodes: [...graph.nodes, node('other', 'action.code')],
      connections: [...graph.connections, ...chain('start → other')],
    };
    const ended = await playToEnd(withMore, { replay, epoch: 2, runCode: async () => writing('after') });
    expect([logsOf(ended, 'code'), logsOf(ended, 'other')]).toEqual([['before'], ['after']]);
  });

  it('is cut, and says so, once the history of the execution is full', async () => {
    const names = Array.from({ length: 100 }, (_, index) => `code-${index}`);
    const ended = await playToEnd(
      {
        nodes: [node('start', 'trigger.manual'), ...names.map((name) => node(name, 'action.code'))],
        connections: names.flatMap((name) => chain(`start → ${name}`)),
      },
      { runCode: async () => writing('x'.repeat(64_000)) },
    );
    expect(logsOf(ended, 'code-0')?.[0]).toHaveLength(64_000);
    expect(logsOf(ended, 'code-99')).toEqual(['What was written here is not kept: history is full.']);
  });
});
