import type { Graph } from '../../scripts/demo/client.ts';
import type { JsonValue } from '../../src/engine/json.ts';
import { createCatalog } from '../../src/nodes/registry.ts';
import type { RunnerServices } from '../../src/runner/run/execution-run.ts';
import { openRun } from '../../src/runner/run/open-run.ts';
import { runOpened } from '../../src/runner/run-execution.ts';
import { compileWorkflow } from '../../src/runner/workflow/compiled-workflow.ts';
import { createResumeLinks } from '../../src/security/resume-links.ts';
import { newId } from '../../src/shared/ids.ts';
import { createLazyAbort } from '../../src/shared/lazy-abort.ts';

/** Runs one execution of a workflow, from its first node to its history. Throws if it does not complete. */
export type Play = (input: JsonValue) => Promise<void>;

const IDENTITY = { workflowId: 'workflow', workspaceId: 'workspace', version: 1, name: 'Bench' };

function unreachable(): Promise<never> {
  return Promise.reject(new Error('There is no database here.'));
}

/** Services without access to anything. */
const SERVICES: RunnerServices = {
  clock: Date.now,
  random: () => 0.5,
  newId,
  request: () => Promise.reject(new Error('There is no network here.')),
  credential: async () => null,
  variables: unreachable,
  runCode: () => Promise.reject(new Error('There are no isolates here.')),
  links: createResumeLinks({ secret: 'a secret of the benches', publicUrl: '' }),
  waits: { open: unreachable, close: unreachable, resumed: unreachable },
  calls: { start: unreachable, ends: unreachable },
  seenValues: unreachable,
  files: null,
  keepMail: null,
  earlier: { load: unreachable, workflow: unreachable },
  tracing: null,
  reportEnd: null,
};

/** Compiles a graph once, and runs executions of it in this process, without a server or a database. */
export function createPlay({ nodes, connections }: Pick<Graph, 'nodes' | 'connections'>): Play {
  const workflow = compileWorkflow(IDENTITY, { nodes, connections, settings: {} }, createCatalog());
  return async (input) => {
    const now = Date.now();
    const source = {
      id: newId(now),
      createdAt: now,
      startedAt: now,
      epoch: 1,
      ...({
        triggerType: 'manual',
        triggerNodeId: nodes[0]?.id ?? '',
        triggerData: {},
        inputData: input,
        depth: 0,
        runOptions: null,
      } as const),
    };
    const opened = openRun({ workflow, source, remote: null, replay: [], now });
    const result = await runOpened(SERVICES, { opened, stop: createLazyAbort(), onResponse: () => undefined });
    const ending = result.type === 'finished' ? result.finished.ending : null;
    if (ending?.status === 'completed') return;
    throw new Error(`The execution ended as ${ending?.status ?? result.type}: ${ending?.errorMessage ?? ''}`);
  };
}
