import { describe, expect, it } from 'vitest';
import { audit, type Subject } from './audit.ts';
import type { Effect } from './effect-server.ts';

const EFFECTS = { often: ['ship'], once: ['pay'] };

const TIMES = ['1000', '5000'] as const;

function ended(delivery: string, status = 'completed', id = `of-${delivery}`): (string | null)[] {
  return [id, status, delivery, ...TIMES, status === 'failed' ? 'node.failed' : null];
}

function happened(delivery: string, node: string, key = `${delivery}:${node}`): Effect {
  return { node, delivery, key, once: node === 'pay', at: 0 };
}

function whole(delivery: string): Effect[] {
  return [happened(delivery, 'pay'), happened(delivery, 'ship')];
}

type Story = { readonly rows: (string | null)[][]; readonly effects: Effect[]; readonly unknown?: string[] };

/** A world of which Postgres and the effect server say this; the faults came three and two seconds before the ends. */
function worldOf({ rows, effects, unknown = [] }: Story): Subject {
  const query = async (text: string): Promise<(string | null)[][]> => {
    if (text.includes('node_executions')) return unknown.map((id) => [id]);
    return text.startsWith('SELECT count') ? [['0']] : rows;
  };
  return { stack: { query, leaseSeconds: 0 }, server: { effects }, faults: [2000, 3000] };
}

function audited(story: Story) {
  return audit(worldOf(story), { workflowIds: ['w'], deliveries: ['a', 'b'], effects: EFFECTS });
}

const FINE: Story = { rows: [ended('a'), ended('b')], effects: [...whole('a'), ...whole('b')] };

describe('the audit of what happened under fire', () => {
  it('finds nothing where all is well, and tells how long the interrupted took', async () => {
    const { counts, breaks } = await audited({ ...FINE, effects: [...FINE.effects, happened('a', 'ship')] });
    expect(breaks).toEqual([]);
    expect(counts).toMatchObject({
      begun: 2,
      completed: 2,
      lost: 0,
      doubled: 0,
      repeated: 1,
      interrupted: 2,
      slowest: 2,
      slowestInAll: 3,
    });
  });

  it('lets an effect be missing of which the execution says that nobody knows', async () => {
    const effects = [...whole('a'), happened('b', 'ship')];
    expect((await audited({ rows: FINE.rows, effects, unknown: ['of-b'] })).breaks).toEqual([]);
    expect((await audited({ rows: FINE.rows, effects })).counts.lost).toBe(1);
  });

  it('knows by their ids the executions whose rows keep no input, and looks at no others', async () => {
    const without = (id: string): (string | null)[] => [id, 'completed', null, ...TIMES, null];
    const story = { ...FINE, rows: [without('1'), without('2'), without('of a probe')] };
    const byId = new Map([
      ['1', 'a'],
      ['2', 'b'],
    ]);
    const subject = { workflowIds: ['w'], deliveries: ['a', 'b'], byId, effects: EFFECTS };
    expect(await audit(worldOf(story), subject)).toMatchObject({ breaks: [], counts: { begun: 2, completed: 2 } });
  });

  it.each<readonly [string, Story]>([
    ['accepted and have no row', { ...FINE, rows: [ended('a')] }],
    [
      '1 had no end within a lease and 60 s: 1 running',
      { ...FINE, rows: [ended('a'), ['of-b', 'running', 'b', '1000', null]] },
    ],
    ['executions were doubled', { ...FINE, rows: [...FINE.rows, ended('a', 'completed', 'again')] }],
    ['without an effect', { ...FINE, effects: FINE.effects.slice(0, 3) }],
    ['under another key', { ...FINE, effects: [...FINE.effects, happened('a', 'ship', 'another')] }],
    ['must not happen twice', { ...FINE, effects: [...FINE.effects, happened('a', 'pay')] }],
    ['1 failed: 1 node.failed', { ...FINE, rows: [ended('a'), ended('b', 'failed')] }],
    ['cancelled by nobody', { ...FINE, rows: [ended('a'), ended('b', 'cancelled')] }],
  ])('finds what %s', async (what, story) => {
    expect((await audited(story)).breaks).toEqual([expect.stringContaining(what)]);
  });
});
