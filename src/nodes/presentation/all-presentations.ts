import { ACTION_PRESENTATIONS } from './of-actions.ts';
import { DATA_PRESENTATIONS } from './of-data-actions.ts';
import { LOGIC_PRESENTATIONS } from './of-logic.ts';
import { TRIGGER_PRESENTATIONS } from './of-triggers.ts';
import type { Presentation, Presentations } from './presentation.ts';

const ALL: Presentations = {
  ...TRIGGER_PRESENTATIONS,
  ...ACTION_PRESENTATIONS,
  ...DATA_PRESENTATIONS,
  ...LOGIC_PRESENTATIONS,
};

/** All node types that have a presentation. */
export const PRESENTED_TYPES: readonly string[] = Object.keys(ALL);

const PLAIN: Presentation = { icon: 'box', keywords: [], sample: null };

/** How a node type is shown. */
export function presentationOf(type: string): Presentation {
  return ALL[type] ?? PLAIN;
}
