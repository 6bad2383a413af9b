import { beforeAll, describe, expect, it } from 'vitest';
import { filterSeenValues } from '../../src/seen-values/filter-seen-values.ts';
import { newId } from '../../src/shared/ids.ts';
import type { AskingRun, SeenValuesRequest, SeenValuesScope } from '../../src/shared/seen-values-request.ts';
import { createUser, createWorkflow, node } from '../support/running-app.ts';
import { testDatabase } from '../support/test-database.ts';

const MANUAL = { nodes: [node('start', 'trigger.manual')], connections: [] };

let workspaceId = '';
let workflowId = '';

beforeAll(async () => {
  const user = await createUser();
  workspaceId = user.workspaceId;
  workflowId = (await createWorkflow(user, MANUAL)).id;
});

/** A run of a node of its own in an execution of its own. */
function freshRun(changes: Partial<AskingRun> = {}): AskingRun {
  return {
    workspaceId,
    workflowId,
    executionId: newId(Date.now()),
    nodeId: newId(Date.now()),
    runIndex: 0,
    ...changes,
  };
}

/** The same node in a later execution. */
function later(run: AskingRun): AskingRun {
  return { ...run, executionId: newId(Date.now()) };
}

function keep(run: AskingRun, hashes: string, historySize = 100, scope: SeenValuesScope = 'node') {
  return filterSeenValues(testDatabase(), run, { type: 'new', scope, hashes: [...hashes], historySize });
}

function raise(run: AskingRun, values: readonly number[], type: 'higher' | 'later' = 'higher') {
  return filterSeenValues(testDatabase(), run, { type, scope: 'node', values });
}

describe('new values', () => {
  it('pass once', async () => {
    const run = freshRun();
    expect(await keep(run, 'ab')).toEqual([0, 1]);
    expect(await keep(later(run), 'bca')).toEqual([1]);
    expect(await keep(later(run), 'abc')).toEqual([]);
  });

  it('pass again if the same run asks again, even after other runs', async () => {
    const run = freshRun();
    await keep(run, 'a');
    const second = later(run);
    expect(await keep(second, 'ab')).toEqual([1]);
    expect(await keep(later(run), 'abc')).toEqual([2]);
    expect(await keep(second, 'ab')).toEqual([1]);
  });

  it('are seen from the next round of a loop on', async () => {
    const run = freshRun();
    await keep(run, 'a');
    expect(await keep({ ...run, runIndex: 1 }, 'ab')).toEqual([1]);
  });

  it('are compared with the newest of the history; the oldest are dropped', async () => {
    const run = freshRun();
    await keep(run, 'ab', 3);
    await keep(later(run), 'cd', 3);
    expect(await keep(later(run), 'bcd', 3)).toEqual([]);
    expect(await keep(later(run), 'a', 3)).toEqual([0]);
  });

  it('get the same answer for a run that pushed others out of the history', async () => {
    const run = freshRun();
    await keep(run, 'a', 1);
    const second = later(run);
    expect(await keep(second, 'ab', 1)).toEqual([1]);
    expect(await keep(second, 'ab', 1)).toEqual([1]);
  });

  it('pass in one of two executions that bring them at the same time', async () => {
    const run = freshRun();
    const values = 'abcdefghij';
    const told = await Promise.all([keep(run, values), keep(later(run), [...values].reverse().join(''))]);
    const passed = [
      ...(told[0] ?? []).map((index) => values[index]),
      ...(told[1] ?? []).map((index) => values[values.length - 1 - index]),
    ];
    expect(passed.sort().join('')).toBe(values);
  });

  it('get the same answer for two runners that ask for the same run at once', async () => {
    const run = freshRun();
    const told = await Promise.all(Array.from({ length: 5 }, () => keep(run, 'abc')));
    expect(told).toEqual(Array.from({ length: 5 }, () => [0, 1, 2]));
  });

  it('of many items take one statement', async () => {
    const hashes = Array.from({ length: 5000 }, (_none, index) => `hash ${index}`);
    const run = freshRun();
    const request: SeenValuesRequest = { type: 'new', scope: 'node', hashes, historySize: 5000 };
    expect(await filterSeenValues(testDatabase(), run, request)).toHaveLength(5000);
    expect(await filterSeenValues(testDatabase(), later(run), request)).toEqual([]);
  });
});

describe('the scope', () => {
  it('is one node or the whole workflow', async () => {
    const [one, other] = [freshRun(), freshRun()];
    expect([await keep(one, 'x'), await keep(other, 'x')]).toEqual([[0], [0]]);
    const [shared, too] = [later(one), later(other)];
    expect([await keep(shared, 'x', 9, 'workflow'), await keep(too, 'x', 9, 'workflow')]).toEqual([[0], []]);
  });

  it('never reaches into another workspace', async () => {
    const run = freshRun();
    await keep(run, 'a');
    const stranger = await createUser();
    const theirs = (await createWorkflow(stranger, MANUAL)).id;
    const elsewhere = { ...later(run), workspaceId: stranger.workspaceId };
    expect(await keep({ ...elsewhere, workflowId: theirs }, 'a')).toEqual([0]);
    await filterSeenValues(testDatabase(), elsewhere, { type: 'clear', scope: 'node' });
    expect(await keep(later(run), 'a')).toEqual([]);
  });
});

describe('higher and later values', () => {
  it('pass if they are above all seen before', async () => {
    const run = freshRun();
    expect(await raise(run, [3, 1, 2])).toEqual([0, 1, 2]);
    expect(await raise(later(run), [3, 4, 2, 5.5])).toEqual([1, 3]);
    expect(await raise(later(run), [5.5, 5])).toEqual([]);
    expect(await raise(later(run), [])).toEqual([]);
  });

  it('pass again when the same run asks again', async () => {
    const run = freshRun();
    await raise(run, [1]);
    const second = later(run);
    expect(await raise(second, [0, 7])).toEqual([1]);
    await raise(later(run), [9]);
    expect(await raise(second, [0, 7])).toEqual([1]);
  });

  it('are counted apart', async () => {
    const run = freshRun();
    await raise(run, [9]);
    expect(await raise(later(run), [5], 'later')).toEqual([0]);
  });
});

describe('clearing', () => {
  it('forgets the values and marks of its scope', async () => {
    const run = freshRun();
    await keep(run, 'a');
    await raise(later(run), [9]);
    await filterSeenValues(testDatabase(), later(run), { type: 'clear', scope: 'node' });
    expect([await keep(later(run), 'a'), await raise(later(run), [1])]).toEqual([[0], [0]]);
  });

  it('leaves other scopes alone', async () => {
    const run = freshRun();
    await keep(run, 'a');
    await filterSeenValues(testDatabase(), later(run), { type: 'clear', scope: 'workflow' });
    expect(await keep(later(run), 'a')).toEqual([]);
  });
});
