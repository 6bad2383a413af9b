import { consoleLog } from '../../shared/log.ts';
import { attemptKey, resumptions } from '../run/waiting-attempts.ts';
import { type Drive, type DriveMail, recordEvent } from './drive-state.ts';

async function readWhatCame({ run, services }: Drive['options']): Promise<DriveMail> {
  try {
    return { type: 'came', attempts: await services.waits.resumed(run.id) };
  } catch (error) {
    const message = 'What came for a wait was not read; it is taken when the execution next rests.';
    consoleLog({ level: 'warn', message, execution: run.id, error });
    return { type: 'came', attempts: [] };
  }
}

/** Asks which waits something has come for, while the nodes go on running. */
export function lookWhatCame(drive: Drive): void {
  drive.post(readWhatCame(drive.options));
}

/** Lets the waiting node runs go on for which something has come. */
export function takeWhatCame(drive: Drive): void {
  for (const event of resumptions(drive.options.run, drive.came)) recordEvent(drive, event);
}

/** Keeps what came too: a node may have opened its wait, and not yet have said that it waits. */
export function keepWhatCame(drive: Drive, { attempts }: Extract<DriveMail, { type: 'came' }>): void {
  drive.came = new Set(attempts.map(attemptKey));
  takeWhatCame(drive);
}
