import { describe, expect, it } from 'vitest';
import type { ExecutionEvent } from '../../src/engine/event.ts';
import { executionStatus, initialState } from '../../src/engine/state.ts';
import {
  createJournal,
  type Journal,
  type JournalEntry,
  type RemoteJournal,
} from '../../src/runner/journal/journal.ts';
import { planOf } from '../engine/support/draw.ts';

/** Where a journal is durable; `remote: null`: only in memory. */
export type Behind = {
  remote(epoch: number): RemoteJournal | null;
  takeOver(epoch: number): Promise<readonly JournalEntry[]>;
  cancel(): Promise<void>;
};

const STARTED = Date.UTC(2026, 10, 22);
const PLAN = planOf(`
  trigger -> send
  trigger -> step
`);

function entry(event: ExecutionEvent, data?: JournalEntry['data']): JournalEntry {
  return { at: STARTED, event, ...(data === undefined ? {} : { data }) };
}

export const started = entry({ type: 'started', trigger: 0 });
export const triggered = entry(
  { type: 'node_completed', node: 0, run: 0, counts: { main: 1 } },
  { outputs: { main: [{ json: { name: 'Ada 🧮' } }] } },
);
export const intent = entry({ type: 'node_started', node: 1, run: 0, attempt: 1 });
const sent = entry({ type: 'node_completed', node: 1, run: 0, counts: { main: 1 } });
const stepped = entry({ type: 'node_completed', node: 2, run: 0, counts: { main: 1 } });

function journalOver(remote: RemoteJournal | null, replay: readonly JournalEntry[] = []): Journal {
  return createJournal({ plan: PLAN, startedAt: STARTED, remote, replay });
}

/** The tests that every journal passes, wherever it keeps its facts. */
export function journalSuite(name: string, open: () => Promise<Behind>): void {
  describe(`the journal ${name}`, () => {
    it('is empty for a new execution', async () => {
      const journal = journalOver((await open()).remote(1));
      expect([journal.state(), journal.entries()]).toEqual([initialState(PLAN, STARTED), []]);
    });

    it('applies a fact at once, and returns the next commands', async () => {
      const journal = journalOver((await open()).remote(1));
      journal.apply(started);
      const commands = journal.apply(triggered);
      expect(commands.map((command) => command.type === 'run_node' && command.node)).toEqual([1, 2]);
    });

    it('can sync without new facts, and repeatedly', async () => {
      const journal = journalOver((await open()).remote(1));
      expect(await journal.sync()).toEqual({ status: 'ok' });
      journal.apply(started);
      expect(await Promise.all([journal.sync(), journal.sync(), journal.sync()])).toEqual(
        Array(3).fill({ status: 'ok' }),
      );
    });

    it('comes to the same state when its entries are replayed', async () => {
      const journal = journalOver((await open()).remote(1));
      for (const fact of [started, triggered, intent, sent, stepped]) journal.apply(fact);
      await journal.sync();
      const again = journalOver(null, journal.entries());
      expect([again.state(), executionStatus(again.state())]).toEqual([journal.state(), 'completed']);
    });

    it('ignores a fact that comes twice', async () => {
      const journal = journalOver((await open()).remote(1));
      for (const fact of [started, triggered, intent, sent]) journal.apply(fact);
      const before = journal.state();
      for (const fact of [started, triggered, intent, sent]) expect(journal.apply(fact)).toEqual([]);
      expect(journal.state()).toEqual(before);
    });
  });
}

/** Compares without showing a diff, because the texts are too long. */
function isSame(some: readonly JournalEntry[], others: readonly JournalEntry[]): boolean {
  return JSON.stringify(some) === JSON.stringify(others);
}

/** Further tests for journals whose facts outlive their runner. */
export function durableSuite(name: string, open: () => Promise<Behind>): void {
  describe(`the durable journal ${name}`, () => {
    it('gives a later runner the same facts, and the same state', async () => {
      const behind = await open();
      const first = journalOver(behind.remote(1));
      for (const fact of [started, triggered, intent]) first.apply(fact);
      await first.sync();
      for (const fact of [sent, stepped]) first.apply(fact);
      await first.sync();
      const replay = await behind.takeOver(2);
      expect(replay).toEqual(first.entries());
      expect(journalOver(behind.remote(2), replay).state()).toEqual(first.state());
    });

    it('sends each fact once, in the order of the calls', async () => {
      const behind = await open();
      const journal = journalOver(behind.remote(1));
      const replies = [started, triggered, intent].map((fact) => {
        journal.apply(fact);
        return journal.sync();
      });
      await Promise.all(replies);
      expect(await behind.takeOver(2)).toEqual([started, triggered, intent]);
    });

    it('refuses an earlier runner, and keeps nothing that it sends', async () => {
      const behind = await open();
      const old = journalOver(behind.remote(1));
      old.apply(started);
      await old.sync();
      await behind.takeOver(2);
      old.apply(triggered);
      expect(await old.sync()).toEqual({ status: 'fenced' });
      expect(await behind.takeOver(3)).toEqual([started]);
    });

    it('sends nothing more once it was refused', async () => {
      const behind = await open();
      const remote = behind.remote(1);
      let appends = 0;
      const counted: RemoteJournal = {
        isPromoted: () => true,
        async append(entries, wait) {
          appends += 1;
          return remote?.append(entries, wait) ?? { status: 'fenced' };
        },
      };
      const old = journalOver(counted);
      await behind.takeOver(2);
      const replies = [started, triggered].map((fact) => {
        old.apply(fact);
        return old.sync();
      });
      expect(await Promise.all(replies)).toEqual([{ status: 'fenced' }, { status: 'fenced' }]);
      expect([appends, await old.sync()]).toEqual([1, { status: 'fenced' }]);
    });

    it('keeps the facts of a cancelled execution, but no intent', async () => {
      const behind = await open();
      const journal = journalOver(behind.remote(1));
      journal.apply(started);
      await journal.sync();
      await behind.cancel();
      for (const fact of [triggered, intent, stepped]) journal.apply(fact);
      expect(await journal.sync()).toEqual({ status: 'cancelled' });
      expect(await behind.takeOver(2)).toEqual([started, triggered, stepped]);
    });

    it('can be cancelled while it is empty', async () => {
      const behind = await open();
      await behind.cancel();
      await behind.cancel();
      const journal = journalOver(behind.remote(1));
      for (const fact of [started, triggered, intent]) journal.apply(fact);
      expect(await journal.sync()).toEqual({ status: 'cancelled' });
      expect(await behind.takeOver(2)).toEqual([started, triggered]);
    });

    it('takes an append that comes twice', async () => {
      const behind = await open();
      const remote = behind.remote(1);
      const entries = [started, triggered, intent, stepped];
      await remote?.append(entries, null);
      await remote?.append(entries, null);
      const once = journalOver(null, entries);
      expect(journalOver(null, await behind.takeOver(2)).state()).toEqual(once.state());
    });

    it('keeps entries that are too long for a row unchanged', async () => {
      const behind = await open();
      const journal = journalOver(behind.remote(1));
      const text = `x${'🧮'.repeat(1_000_000)}\u0000\ud800`;
      const data = { outputs: { main: [{ json: { text } }] } };
      for (const fact of [started, { ...triggered, data }, intent]) journal.apply(fact);
      expect(await journal.sync()).toEqual({ status: 'ok' });
      expect(isSame(await behind.takeOver(2), journal.entries())).toBe(true);
    });

    it('keeps entries that do not fit into one call', async () => {
      const behind = await open();
      const journal = journalOver(behind.remote(1));
      journal.apply(started);
      const data = { outputs: { main: [{ json: { text: 'y'.repeat(12_000_000) } }] } };
      for (const fact of [{ ...triggered, data }, { ...stepped, data }, { ...triggered, data }, intent])
        journal.apply(fact);
      expect(await journal.sync()).toEqual({ status: 'ok' });
      expect(isSame(await behind.takeOver(2), journal.entries())).toBe(true);
    });
  });
}
