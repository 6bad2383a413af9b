import type { AnyNode, Element } from 'domhandler';
import type { WorkMeter } from '../../../engine/work-meter.ts';
import type { ToMarkdownConfig } from '../config.ts';
import type { Wrap } from './pieces.ts';

/** A block of Markdown, without what its lines begin with, within lists and quotations. */
export type Block =
  | { readonly kind: 'paragraph' | 'heading' | 'code' | 'rule' | 'table'; readonly lines: readonly string[] }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | List;

export type List = {
  readonly kind: 'list';
  readonly items: readonly Item[];
  /** The sign before its items, or after their numbers: another list beside it needs another sign. */
  readonly marker: string;
  /** Whether there are empty lines between items, and within them. */
  readonly isLoose: boolean;
};

/** `sign` is what its first line begins with. */
type Item = { readonly sign: string; readonly blocks: readonly Block[] };

/** Where blocks stand: what is around their text, and whether an item of a list begins with them. */
export type Place = { readonly wraps: readonly Wrap[]; readonly inItem: boolean };

/** What all parts of one document share. */
export type Writer = {
  readonly config: ToMarkdownConfig;
  readonly work: WorkMeter;
  /** The addresses of links that stand at the end, with their numbers. */
  readonly references: Map<string, number>;
  /** Tables that hold another. */
  readonly outerTables: ReadonlySet<Element>;
  /** The blocks that nodes make. */
  blocks(nodes: readonly AnyNode[], place: Place): readonly Block[];
  /** All that nodes hold on one line, blocks too. */
  line(nodes: readonly AnyNode[], wraps: readonly Wrap[]): string;
};
