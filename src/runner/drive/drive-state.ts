import type { ExecutionCommand } from '../../engine/command.ts';
import type { AppendReply, JournalEntry } from '../journal/journal.ts';
import type { RunNode } from '../outcome/node-outcome.ts';
import type { DriveOptions, DriveResult } from './drive-options.ts';
import { createMailbox, type Mailbox } from './mailbox.ts';

/** What reaches a drive from the work that it has set going. */
export type DriveMail =
  /** `effect`: what has ended may have changed the world. */
  | { readonly type: 'entry'; readonly entry: JournalEntry; readonly effect: boolean }
  | { readonly type: 'reply'; readonly reply: AppendReply; readonly proceed?: () => void }
  | { readonly type: 'broken'; readonly error: unknown }
  | { readonly type: 'stop' };

/** A drive in progress. The one mutable thing of the runner; owned by `drive`, which alone reads the mailbox. */
export type Drive = {
  readonly options: DriveOptions;
  readonly mailbox: Mailbox<DriveMail>;
  /** Ends the nodes under way when the drive ends. */
  readonly abort: AbortController;
  /** Commanded nodes that wait for a place. */
  ready: RunNode[];
  /** Nodes under way. */
  active: number;
  /** An effect has ended whose result the durable side does not know. */
  dirty: boolean;
  /** Nothing new is begun. */
  stopping: boolean;
  end: DriveResult | null;
  /** Puts the letter into the mailbox when it is there, and what went wrong if it never will be. */
  post(letter: Promise<DriveMail>): void;
};

export function openDrive(options: DriveOptions): Drive {
  const mailbox = createMailbox<DriveMail>();
  const drive: Drive = {
    options,
    mailbox,
    abort: new AbortController(),
    ready: [],
    active: 0,
    dirty: false,
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

/** Takes commands in. A `wait` needs no keeping: a drive without work asks the engine what is due. */
export function acceptCommands(drive: Drive, commands: readonly ExecutionCommand[]): void {
  for (const command of commands) {
    if (command.type === 'run_node') drive.ready.push(command);
    if (command.type === 'finish') drive.end = { type: 'finished', outcome: command.outcome };
  }
}
