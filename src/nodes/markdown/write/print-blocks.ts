import type { WorkMeter } from '../../../engine/work-meter.ts';
import type { Block, List } from './writer.ts';

/** How many characters are printed in one step. */
const CHARACTERS_PER_STEP = 8;

type Print = {
  readonly lines: string[];
  readonly work: WorkMeter;
  /** What the next line begins with, if it is not like the others of its block. */
  begin: string | null;
};

/** The lines of blocks. Each is put together once, however deep it stands, and paid for. */
export function printBlocks(blocks: readonly Block[], work: WorkMeter): string[] {
  const print: Print = { lines: [], work, begin: null };
  printAll(print, blocks, { prefix: '', isTight: false });
  return print.lines;
}

type Frame = {
  /** What each line begins with. */
  readonly prefix: string;
  /** Whether empty lines between blocks are left out where they may be. */
  readonly isTight: boolean;
};

function printAll(print: Print, blocks: readonly Block[], frame: Frame): void {
  for (const [place, block] of blocks.entries()) {
    const before = blocks[place - 1];
    if (before !== undefined && !(frame.isTight && mayTouch(before, block))) addLine(print, frame.prefix, '');
    printBlock(print, block, frame.prefix);
  }
}

function printBlock(print: Print, block: Block, prefix: string): void {
  switch (block.kind) {
    case 'quote':
      print.begin = `${print.begin ?? prefix}> `;
      printAll(print, block.blocks, { prefix: `${prefix}> `, isTight: false });
      break;
    case 'list':
      printList(print, block, prefix);
      break;
    default:
      for (const line of block.lines) addLine(print, prefix, line);
  }
}

function printList(print: Print, { items, isLoose }: List, prefix: string): void {
  for (const [place, { sign, blocks }] of items.entries()) {
    if (isLoose && place > 0) addLine(print, prefix, '');
    print.begin = `${print.begin ?? prefix}${sign}`;
    if (blocks.length === 0) addLine(print, prefix, '');
    printAll(print, blocks, { prefix: `${prefix}${' '.repeat(sign.length)}`, isTight: !isLoose });
  }
}

function addLine(print: Print, prefix: string, text: string): void {
  const begin = print.begin ?? prefix;
  print.begin = null;
  print.work.spend((begin.length + text.length) / CHARACTERS_PER_STEP);
  print.lines.push(text === '' ? begin.trimEnd() : `${begin}${text}`);
}

/** Whether a block may follow another on the very next line. */
export function mayTouch(block: Block, next: Block): boolean {
  if (block.kind !== 'paragraph') return false;
  if (next.kind === 'list') return mayInterrupt(next);
  return next.kind === 'quote' || (next.kind === 'code' && next.lines[0]?.startsWith('```') === true);
}

/** A list goes on with a paragraph before it if it is empty at first, or begins with another number than 1. */
function mayInterrupt({ items: [first] }: List): boolean {
  return first !== undefined && first.blocks.length > 0 && /^(?:[-*+]|1[.)]) /.test(first.sign);
}
