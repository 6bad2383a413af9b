import type { Identifier } from 'acorn';
import { lookUp } from '../context/names.ts';
import { ExpressionError } from '../expression-error.ts';
import {
  type CompileContext,
  type Frame,
  forbidden,
  locationOf,
  type Names,
  type Site,
  type Thunk,
} from './context.ts';

/** Names of JavaScript that the language does not have, refused before anything runs. */
const FORBIDDEN_NAMES: ReadonlySet<string> = new Set([
  'arguments',
  'eval',
  'Function',
  'globalThis',
  'global',
  'window',
  'self',
  'process',
  'require',
  'module',
  'Reflect',
  'Proxy',
  'Symbol',
  'WebAssembly',
]);

/** A name: a parameter, else a name of the context or the library. */
export function compileIdentifier(node: Identifier, context: CompileContext): Thunk {
  return parameter(node.name, context.names) ?? contextName(node, context);
}

function parameter(name: string, names: Names | null, levels = 0): Thunk | undefined {
  if (names === null) return undefined;
  const slot = names.own.indexOf(name);
  return slot === -1 ? parameter(name, names.outer, levels + 1) : readSlot(slot, levels);
}

function readSlot(slot: number, levels: number): Thunk {
  if (levels === 0) return (frame) => frame.slots[slot];
  if (levels === 1) return (frame) => frame.parent?.slots[slot];
  return (frame) => ancestor(frame, levels)?.slots[slot];
}

function ancestor(frame: Frame, levels: number): Frame | null {
  let found: Frame | null = frame;
  for (let level = 0; level < levels; level++) found = found?.parent ?? null;
  return found;
}

function contextName(node: Identifier, context: CompileContext): Thunk {
  const { name } = node;
  const site: Site = { node, context };
  if (FORBIDDEN_NAMES.has(name)) throw forbidden(site, `"${name}"`);
  const known = lookUp(name);
  if (known !== undefined) return (frame) => known(frame.run);
  return (frame) => extraName(frame, name, site);
}

function extraName(frame: Frame, name: string, site: Site): unknown {
  const { extra } = frame.run.scope.data;
  if (extra !== undefined && Object.hasOwn(extra, name)) return extra[name];
  throw new ExpressionError('expression.undefined', `"${name}" is not known here.`, locationOf(site));
}

/** Whether a name is known: a parameter, or a name of the context or the library. */
export function isKnownName(name: string, context: CompileContext): boolean {
  return parameter(name, context.names) !== undefined || lookUp(name) !== undefined;
}
