import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createDependencies } from '../../../src/dependencies.ts';
import type { Elsewhere } from '../../../src/intake/intake-deps.ts';
import { answerRunnerCall } from '../../../src/intake/process/answer-runner-call.ts';
import { runBatchElsewhere } from '../../../src/intake/queue/run-batch-elsewhere.ts';
import { createRunnerProcess, RunnerLost, type RunnerProcess } from '../../../src/intake/runner-process.ts';
import { untilStatus } from '../../support/executions.ts';
import { changeRow, createIdleWorkflow, queueExecution, rowOf } from '../../support/queued-execution.ts';
import { createUser, type User } from '../../support/running-app.ts';

const { intake } = createDependencies(env);

let user: User;
let workflow: string;

beforeAll(async () => {
  user = await createUser();
  workflow = await createIdleWorkflow(user);
});

const RUNNING = "status = 'running', epoch = 1, claims = 1, lease_expires_at = now() + interval '1 hour'";

/** A process that begins an execution and then ends. */
function lost(end: 'time_limit' | 'crashed', begun: readonly string[]): RunnerProcess {
  return {
    async call() {
      for (const id of begun) await changeRow(id, RUNNING);
      throw new RunnerLost(end);
    },
    untilUp: async () => undefined,
  };
}

/** A process like that of the local stack, over this Worker itself. */
function living(): RunnerProcess {
  const fetcher = {
    fetch: (url: string, init: RequestInit) => answerRunnerCall(intake, new Request(url, init), () => undefined),
  };
  return createRunnerProcess(Object.assign(Object.create(null), fetcher));
}

function messagesOf(body: string): string[] {
  return z
    .array(z.object({ execution_id: z.string() }))
    .parse(JSON.parse(body))
    .map(({ execution_id: id }) => id);
}

const NOBODY: RunnerProcess = {
  call: () => {
    throw new Error('nobody is called here');
  },
  untilUp: async () => undefined,
};

function run(elsewhere: Partial<Elsewhere>, ids: readonly string[], suspect = false): Promise<void> {
  const messages = ids.map((execution_id) => ({ execution_id, suspect }));
  return runBatchElsewhere(intake, { shared: NOBODY, alone: NOBODY, ...elsewhere }, messages);
}

describe('a batch that another process runs', () => {
  it('is run to its end', async () => {
    const ids = [await queueExecution(user, workflow), await queueExecution(user, workflow)];
    await run({ shared: living() }, ids);
    expect(await Promise.all(ids.map(async (id) => (await rowOf(id)).status))).toEqual(['completed', 'completed']);
  });

  it('goes back to the queue when the process ends, at once and as suspect, whatever its leases say', async () => {
    const [begun, waiting] = [await queueExecution(user, workflow), await queueExecution(user, workflow)];
    await run({ shared: lost('time_limit', [begun]) }, [begun, waiting]);
    await untilStatus(user, begun, 'completed');
    await untilStatus(user, waiting, 'completed');
    expect([(await rowOf(begun)).claims, (await rowOf(waiting)).claims]).toEqual([2, 1]);
  });

  it.each([
    ['time_limit', 'node.time_limit'],
    ['crashed', 'node.memory_limit'],
  ] as const)('fails at the second try, where it was alone: %s', async (end, code) => {
    const id = await queueExecution(user, workflow);
    await run({ alone: lost(end, [id]) }, [id], true);
    const { status, error_code, lease_expires_at, journal } = await rowOf(id);
    expect([status, error_code, lease_expires_at, journal]).toEqual(['failed', code, null, null]);
  });

  it('takes suspects together, and each alone only if they end their process together', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => queueExecution(user, workflow)));
    const [poisonous = ''] = ids;
    const calls: string[][] = [];
    const alone: RunnerProcess = {
      async call(path, body, limitMs) {
        const taken = messagesOf(body);
        calls.push(taken);
        return (taken.includes(poisonous) ? lost('crashed', taken) : living()).call(path, body, limitMs);
      },
      untilUp: async () => undefined,
    };
    await run({ alone }, ids, true);
    expect(calls.map((taken) => taken.length)).toEqual([16, 4, ...Array(16).fill(1)]);
    const ends = await Promise.all(ids.map(async (id) => (await rowOf(id)).status));
    expect(ends).toEqual(['failed', ...Array(19).fill('completed')]);
  });

  it('does not fail what the lost process had not begun, or had ended', async () => {
    const [queued, over] = [await queueExecution(user, workflow), await queueExecution(user, workflow)];
    await changeRow(over, "status = 'completed'");
    await run({ alone: lost('time_limit', []) }, [queued, over], true);
    expect([(await rowOf(queued)).status, (await rowOf(over)).status]).toEqual(['queued', 'completed']);
  });

  it('is delivered again when the process could take none of it', async () => {
    const id = await queueExecution(user, workflow);
    const refusing: RunnerProcess = { call: async () => '{"taken":false}', untilUp: async () => undefined };
    await expect(run({ shared: refusing }, [id])).rejects.toThrow('took none');
  });
});

describe('a process for executions', () => {
  const answers = (...given: readonly (Response | Error)[]) => {
    const left = [...given];
    const asked: string[] = [];
    const fetcher = Object.assign(Object.create(null), {
      async fetch(url: string) {
        asked.push(new URL(url).pathname);
        if (url.endsWith('/ping')) return new Response('ok');
        const next = left.shift() ?? new Response('no more');
        if (next instanceof Error) throw next;
        return next;
      },
    });
    return { asked, process: createRunnerProcess(fetcher) };
  };

  it('is lost when it ends before it has answered', async () => {
    const { process } = answers(new Error('Network connection lost.'));
    await expect(process.call('/start', '{}')).rejects.toMatchObject({ end: 'time_limit' });
  });

  it('is looked for until it is there again', async () => {
    const { asked, process } = answers();
    await process.untilUp();
    expect(asked).toEqual(['/ping']);
  });

  it.each([
    [502, 'crashed'],
    [504, 'time_limit'],
  ])('is lost when who watches over it says %i', async (status, end) => {
    const { process } = answers(new Response(null, { status }));
    await expect(process.call('/batch', '[]')).rejects.toMatchObject({ end });
  });
});
