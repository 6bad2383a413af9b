import { NeonDbError } from '@neondatabase/serverless';
import { describe, expect, it } from 'vitest';
import { createGroupWriter } from '../../src/db/group-writer.ts';

type Item = { readonly id: string; readonly length: number };

function item(id: string, length = 1): Item {
  return { id, length };
}

/** An error as Postgres gives it. */
function postgresError(code: string): NeonDbError {
  return Object.assign(new NeonDbError(code), { code });
}

/** Errors of a statement that holds this item. */
const ERRORS: ReadonlyMap<string, Error> = new Map([
  ['poison', postgresError('22P05')],
  ['deadlock', postgresError('40P01')],
  ['away', new NeonDbError('The database is away.')],
]);

/** A writer whose first statement ends when it is let go, if it ever is; and what each statement wrote. */
function slowWriter(patience = 60_000) {
  const groups: string[][] = [];
  const again: string[] = [];
  const held: Promise<unknown>[] = [];
  const first = Promise.withResolvers<void>();
  const write = createGroupWriter<Item, string>({
    async write(group) {
      groups.push(group.map(({ id }) => id));
      if (groups.length === 1) await first.promise;
      for (const { id } of group) {
        const error = ERRORS.get(id);
        if (error !== undefined) throw error;
      }
      return group.filter(({ id }) => id !== 'lost').map(({ id }) => `${id} is written`);
    },
    async writeAgain({ id }) {
      again.push(id);
      if (id === 'poison') throw postgresError('22P05');
      return `${id} is written alone`;
    },
    lengthOf: ({ length }) => length,
    requests: { hold: (work) => held.push(work), mayWaitForOthers: true },
    patience,
  });
  return { write, groups, again, held, letGo: first.resolve };
}

/** What came of each: its result, or the message of its error. */
async function outcomes(all: readonly Promise<string>[]): Promise<string[]> {
  const settled = await Promise.allSettled(all);
  return settled.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason.message)));
}

describe('writing in groups', () => {
  it('writes the first item at once, and together those that come in the meantime', async () => {
    const { write, groups, letGo } = slowWriter();
    const all = ['a', 'b', 'c'].map((id) => write(item(id)));
    letGo();
    expect([await Promise.all(all), groups]).toEqual([
      ['a is written', 'b is written', 'c is written'],
      [['a'], ['b', 'c']],
    ]);
  });

  it('writes each item at once while nothing is under way', async () => {
    const { write, groups, letGo } = slowWriter();
    letGo();
    for (const id of ['a', 'b', 'c']) await write(item(id));
    expect(groups).toEqual([['a'], ['b'], ['c']]);
  });

  it('limits a statement by number and by size', async () => {
    const many = slowWriter();
    const all = Array.from({ length: 120 }, (_, index) => many.write(item(`${index}`)));
    many.letGo();
    await Promise.all(all);
    expect(many.groups.map((group) => group.length)).toEqual([1, 50, 50, 19]);
    const large = slowWriter();
    const some = Array.from({ length: 6 }, (_, index) => large.write(item(`${index}`, 5_000_000)));
    large.letGo();
    await Promise.all(some);
    expect(large.groups.map((group) => group.length)).toEqual([1, 2, 2, 1]);
  });

  it('keeps each request alive until its item is written', async () => {
    const { write, held, letGo } = slowWriter();
    const all = [write(item('a')), write(item('b'))];
    letGo();
    await Promise.all(held);
    expect([held.length, await Promise.all(all)]).toEqual([2, ['a is written', 'b is written']]);
  });
});

describe('a group with an item that Postgres refuses', () => {
  it('is written one by one, so that only that item fails', async () => {
    const { write, again, letGo } = slowWriter();
    const all = ['a', 'b', 'poison', 'c'].map((id) => write(item(id)));
    letGo();
    expect(await outcomes(all)).toEqual(['a is written', 'b is written alone', '22P05', 'c is written alone']);
    expect(again.toSorted()).toEqual(['b', 'c', 'poison']);
  });

  it('is written one by one when another transaction was in its way', async () => {
    const { write, letGo } = slowWriter();
    const all = ['a', 'deadlock', 'c'].map((id) => write(item(id)));
    letGo();
    expect(await outcomes(all)).toEqual(['a is written', 'deadlock is written alone', 'c is written alone']);
  });

  it('fails once if it holds nothing else', async () => {
    const { write, again, letGo } = slowWriter();
    letGo();
    expect([await outcomes([write(item('poison'))]), again]).toEqual([['22P05'], []]);
    expect(await write(item('next'))).toBe('next is written');
  });

  it('is written one by one when results are missing', async () => {
    const { write, letGo } = slowWriter();
    const all = ['a', 'lost', 'c'].map((id) => write(item(id)));
    letGo();
    expect(await outcomes(all)).toEqual(['a is written', 'lost is written alone', 'c is written alone']);
  });
});

describe('a group while the database is away', () => {
  it('fails as a whole, without a try for each, and the next one is written', async () => {
    const { write, again, letGo } = slowWriter();
    const all = ['a', 'b', 'away'].map((id) => write(item(id)));
    letGo();
    expect(await outcomes(all)).toEqual(['a is written', 'The database is away.', 'The database is away.']);
    expect([again, await write(item('next'))]).toEqual([[], 'next is written']);
  });
});

describe('a request that was killed while it wrote for others', () => {
  it('is waited for in vain by one, who writes for all that wait', async () => {
    const { write, groups, again } = slowWriter(20);
    void write(item('killed'));
    const all = ['b', 'c'].map((id) => write(item(id)));
    expect(await Promise.all(all)).toEqual(['b is written', 'c is written']);
    expect([groups, again]).toEqual([[['killed'], ['b', 'c']], []]);
    expect(await write(item('later'))).toBe('later is written');
  });

  it('leaves those whose items it had taken to write for themselves, and the next group to the others', async () => {
    const groups: string[][] = [];
    const first = Promise.withResolvers<void>();
    const write = createGroupWriter<Item, string>({
      async write(group) {
        groups.push(group.map(({ id }) => id));
        if (groups.length === 1) await first.promise;
        if (groups.length === 2) await new Promise(() => undefined);
        return group.map(({ id }) => `${id} is written`);
      },
      writeAgain: async ({ id }) => `${id} is written alone`,
      lengthOf: ({ length }) => length,
      requests: { hold: () => undefined, mayWaitForOthers: true },
      patience: 20,
    });
    const one = write(item('a'));
    void write(item('killed'));
    const taken = write(item('c'));
    first.resolve();
    await one;
    const late = write(item('d'));
    expect([await taken, await late]).toEqual(['c is written alone', 'd is written']);
    expect(groups).toEqual([['a'], ['killed', 'c'], ['d']]);
  });
});
