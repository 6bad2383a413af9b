import { nextDue } from '../../engine/state.ts';
import type { AppendReply } from '../journal/journal.ts';
import { LONGEST_HELD_WAIT } from '../limits.ts';
import type { DriveOptions, DriveResult, StopReason } from './drive-options.ts';
import { type Drive, type DriveMail, openDrive, recordEntry, recordEvent } from './drive-state.ts';
import { launchReady } from './launch-nodes.ts';
import { keepWhatCame, lookWhatCame, takeWhatCame } from './take-what-came.ts';

function handleReply(drive: Drive, reply: AppendReply): void {
  if (reply.watched === true) drive.options.onWatched?.();
  if (reply.status === 'fenced') drive.end = { type: 'lost' };
  if (reply.status === 'cancelled') recordEvent(drive, { type: 'cancel_requested' });
}

function handleStop(drive: Drive, reason: StopReason): void {
  switch (reason) {
    case 'lost':
      drive.end = { type: 'lost' };
      return;
    case 'cancelled':
      recordEvent(drive, { type: 'cancel_requested' });
      return;
    case 'time_up':
      drive.stopping = true;
  }
}

function handleMail(drive: Drive, mail: DriveMail): void {
  switch (mail.type) {
    case 'entry':
      drive.active -= 1;
      drive.dirty ||= mail.effect;
      recordEntry(drive, mail.entry);
      if (drive.came.size > 0 && mail.entry.event.type === 'node_waiting') takeWhatCame(drive);
      return;
    case 'woken':
      lookWhatCame(drive);
      return;
    case 'came':
      keepWhatCame(drive, mail);
      return;
    case 'reply':
      handleReply(drive, mail.reply);
      if (mail.reply.woken === true) lookWhatCame(drive);
      mail.proceed?.();
      return;
    case 'broken':
      throw mail.error;
    case 'stop':
      handleStop(drive, drive.options.stop.signal.reason);
  }
}

function isIdle(drive: Drive): boolean {
  return drive.active === 0 && (drive.stopping || drive.ready.length === 0);
}

/** When no node runs: gives the execution back, suspends it or, for a short wait, stays (`null`). */
async function suspendOrStay(drive: Drive, due: number | null): Promise<DriveResult | null> {
  const { journal } = drive.options.run;
  if (!drive.stopping && due !== null && due - drive.options.services.clock() <= LONGEST_HELD_WAIT) return null;
  const reply = await journal.sync(drive.stopping ? undefined : { until: due });
  handleReply(drive, reply);
  if (drive.end !== null || reply.status !== 'ok') return drive.end;
  return drive.stopping ? { type: 'released' } : { type: 'suspended', until: due };
}

/** Journals the results of effects as soon as all ready nodes are launched: they must not wait for the next event. */
function syncEffects(drive: Drive): void {
  if (!drive.dirty) return;
  drive.dirty = false;
  drive.post(drive.options.run.journal.sync().then((reply) => ({ type: 'reply', reply })));
}

/** Waits for the next event and handles it. */
async function turn(drive: Drive): Promise<void> {
  syncEffects(drive);
  const due = nextDue(drive.options.run.journal.state());
  if (isIdle(drive)) {
    drive.end = await suspendOrStay(drive, due);
    if (drive.end !== null) return;
  }
  const delay = due === null ? null : Math.max(0, due - drive.options.services.clock());
  const mail = await drive.mailbox.next(delay);
  if (mail === null) recordEvent(drive, { type: 'timer_due' });
  else handleMail(drive, mail);
}

/** Takes turns until the execution ends, waits or leaves this runner, and hears meanwhile what comes from outside. */
async function takeTurns(state: Drive): Promise<DriveResult> {
  const { stop, wakeUp } = state.options;
  const { signal } = stop;
  const onStop = (): void => state.mailbox.put({ type: 'stop' });
  signal.addEventListener('abort', onStop);
  wakeUp?.listen(() => state.mailbox.put({ type: 'woken' }));
  if (signal.aborted) onStop();
  try {
    while (state.end === null) {
      await turn(state);
      if (state.end === null) launchReady(state);
    }
    return state.end;
  } finally {
    signal.removeEventListener('abort', onStop);
  }
}

/**
 * Performs the commands of the engine until the execution ends, waits or leaves this runner. One whose nodes all end at once listens
 * to nothing. Throws when the durable journal fails.
 */
export async function drive(options: DriveOptions): Promise<DriveResult> {
  const state = openDrive(options);
  try {
    if (!options.stop.isAborted() && state.end === null) launchReady(state);
    return state.end ?? (await takeTurns(state));
  } finally {
    if (state.active > 0) state.abort.abort();
  }
}
