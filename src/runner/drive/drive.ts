import { nextDue } from '../../engine/state.ts';
import type { AppendReply } from '../journal/journal.ts';
import { LONGEST_HELD_WAIT } from '../limits.ts';
import type { DriveOptions, DriveResult, StopReason } from './drive-options.ts';
import { type Drive, type DriveMail, openDrive } from './drive-state.ts';
import { launchReady } from './launch-nodes.ts';
import { recordEntry, recordEvent } from './record-entry.ts';

function heed(drive: Drive, reply: AppendReply): void {
  if (reply.status === 'fenced') drive.end = { type: 'lost' };
  if (reply.status === 'cancelled') recordEvent(drive, { type: 'cancel_requested' });
}

function heedStop(drive: Drive, reason: StopReason): void {
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

function heedMail(drive: Drive, mail: DriveMail): void {
  switch (mail.type) {
    case 'entry':
      drive.active -= 1;
      drive.dirty ||= mail.effect;
      recordEntry(drive, mail.entry);
      return;
    case 'reply':
      heed(drive, mail.reply);
      mail.proceed?.();
      return;
    case 'broken':
      throw mail.error;
    case 'stop':
      heedStop(drive, drive.options.stop.reason);
  }
}

function isIdle(drive: Drive): boolean {
  return drive.active === 0 && (drive.stopping || drive.ready.length === 0);
}

/** Nothing runs: gives the execution back, or puts it to rest, or (`null`) sits the short wait out. */
async function rest(drive: Drive, due: number | null): Promise<DriveResult | null> {
  const { journal } = drive.options.run;
  if (!drive.stopping && due !== null && due - drive.options.services.clock() <= LONGEST_HELD_WAIT) return null;
  const reply = await journal.sync(drive.stopping ? undefined : { until: due });
  heed(drive, reply);
  if (drive.end !== null || reply.status !== 'ok') return drive.end;
  return drive.stopping ? { type: 'released' } : { type: 'suspended', until: due };
}

/** The result of an effect must not wait for what comes next: it is journaled as soon as there is nothing quick left to do. */
function syncEffects(drive: Drive): void {
  if (!drive.dirty) return;
  drive.dirty = false;
  drive.post(drive.options.run.journal.sync().then((reply) => ({ type: 'reply', reply })));
}

async function turn(drive: Drive): Promise<void> {
  syncEffects(drive);
  const due = nextDue(drive.options.run.journal.state());
  if (isIdle(drive)) {
    drive.end = await rest(drive, due);
    if (drive.end !== null) return;
  }
  const delay = due === null ? null : Math.max(0, due - drive.options.services.clock());
  const mail = await drive.mailbox.next(delay);
  if (mail === null) recordEvent(drive, { type: 'timer_due' });
  else heedMail(drive, mail);
}

/** Performs the commands of the engine until the execution ends, rests or leaves this runner. Throws when the durable side fails. */
export async function drive(options: DriveOptions): Promise<DriveResult> {
  const state = openDrive(options);
  const onStop = (): void => state.mailbox.put({ type: 'stop' });
  options.stop.addEventListener('abort', onStop);
  if (options.stop.aborted) onStop();
  try {
    while (state.end === null) {
      launchReady(state);
      if (state.end === null) await turn(state);
    }
    return state.end;
  } finally {
    options.stop.removeEventListener('abort', onStop);
    if (state.active > 0) state.abort.abort();
  }
}
