import { NodeError } from '../node-error.ts';
import { clashOf } from './rule-clashes.ts';
import { RULE_PARTS } from './rule-parts.ts';

/** The parts of a recurrence rule (RFC 5545 §3.3.10) as they are written, in capitals and in their order. */
export type RecurrenceRule = ReadonlyMap<string, string>;

/** No part that is named in a message is shown at greater length. */
const MAX_SHOWN = 60;

/** Reads a recurrence rule. `field`: where it stands, for messages. Throws `NodeError` `calendar.bad_rule`, which names the part. */
export function readRule(text: string, field: string): RecurrenceRule {
  const rule = readParts(text, field);
  const clash = clashOf(rule);
  if (clash !== undefined) throw badRule(field, `${clash.part}=${rule.get(clash.part)}`, clash.because);
  return rule;
}

/** Reads a recurrence rule, each part by itself, whatever stands beside it. Throws as {@link readRule} does. */
export function readParts(text: string, field: string): RecurrenceRule {
  const rule = new Map<string, string>();
  for (const part of text.trim().toUpperCase().replace(/;$/, '').split(';')) {
    const [name = '', value = '', ...others] = part.split('=');
    const known = RULE_PARTS.get(name);
    if (known === undefined)
      throw badRule(field, part, `it has no part of this name (${[...RULE_PARTS.keys()].join(', ')})`);
    if (rule.has(name)) throw badRule(field, part, `${name} stands there twice`);
    if (others.length > 0 || !known.test(value)) throw badRule(field, part, `${name} is ${known.is}`);
    rule.set(name, value);
  }
  if (!rule.has('FREQ')) throw badRule(field, text, 'FREQ is missing');
  return rule;
}

/** The failure of a recurrence rule: which part of it, and why. */
export function badRule(field: string, part: string, because: string): NodeError {
  const shown = part.length > MAX_SHOWN ? `${part.slice(0, MAX_SHOWN)}…` : part;
  return new NodeError('calendar.bad_rule', `${field}: the recurrence rule cannot be used: ${shown}: ${because}`);
}
