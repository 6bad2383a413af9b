import type { ExecutionCommand } from '../../engine/command.ts';
import type { ExecutionEvent } from '../../engine/event.ts';
import type { WaitKey } from '../../executions/waits/execution-waits.ts';
import { createLazyAbort, type LazyAbort } from '../../shared/lazy-abort.ts';
import type { AppendReply, JournalEntry } from '../journal/journal.ts';
import type { RunNode } from '../outcome/node-outcome.ts';
import type { DriveOptions, DriveResult } from './drive-options.ts';
import { createMailbox, type Mailbox } from './mailbox.ts';

/** What a drive receives from the work that it has started. */
export type DriveMail =
  /** A node run has ended. `effect`: it may have changed the world. */
  | { readonly type: 'entry'; readonly entry: JournalEntry; readonly effect: boolean }
  | { readonly type: 'reply'; readonly reply: AppendReply; readonly proceed?: () => void }
  | { readonly type: 'broken'; readonly error: unknown }
  | { readonly type: 'woken' }
  | { readonly type: 'came'; readonly attempts: readonly WaitKey[] }
  | { readonly type: 'stop' };

/** The state of a running drive. It is mutable; only `drive` reads the mailbox. */
export type Drive = {
  readonly options: DriveOptions;
  readonly mailbox: Mailbox<DriveMail>;
  /** Ends the nodes under way when the drive ends. */
  readonly abort: LazyAbort;
  /** Nodes that are to run and wait for a free place. */
  ready: RunNode[];
  /** How many nodes are running. */
  active: number;
  /** An effect has ended, and its result is not yet in the durable journal. */
  dirty: boolean;
  /** The waits for which something has come since the drive was woken, by `attemptKey`. */
  came: ReadonlySet<string>;
  /** No further node is started. */
  stopping: boolean;
  end: DriveResult | null;
  /** Puts what the promise resolves to into the mailbox, or its error. */
  post(letter: Promise<DriveMail>): void;
};

export function openDrive(options: DriveOptions): Drive {
  const mailbox = createMailbox<DriveMail>();
  const drive: Drive = {
    options,
    mailbox,
    abort: createLazyAbort(),
    ready: [],
    active: 0,
    dirty: false,
    came: new Set(),
    stopping: false,
    end: null,
    post(letter) {
      letter.then(
        (mail) => mailbox.put(mail),
        (error: unknown) => mailbox.put({ type: 'broken', error }),
      );
    },
  };
  acceptCommands(drive, options.commands);
  return drive;
}

/** Commands to wait are not kept: a drive without work asks the engine when something is due. */
function acceptCommands(drive: Drive, commands: readonly ExecutionCommand[]): void {
  for (const command of commands) {
    if (command.type === 'run_node') drive.ready.push(command);
    if (command.type === 'finish') drive.end = { type: 'finished', outcome: command.outcome };
  }
}

/** Records a fact: keeps its data, lets the engine decide, and takes in what the engine commands. */
export function recordEntry(drive: Drive, entry: JournalEntry): void {
  const { run, onResponse } = drive.options;
  const { event, data } = entry;
  if (data !== undefined && 'node' in event) run.data.keep(event.node, event.run, data);
  acceptCommands(drive, run.journal.apply(entry));
  if (data?.response !== undefined) onResponse(data.response);
}

/** Records a fact that has no data, now. */
export function recordEvent(drive: Drive, event: ExecutionEvent): void {
  recordEntry(drive, { at: drive.options.services.clock(), event });
}
