import { z } from 'zod';
import { MAX_LONG_TEXT, MAX_SHORT_TEXT } from './form-limits.ts';

/** Names of the item that no field may have. */
const RESERVED: ReadonlySet<string> = new Set(['submitted_at', 'form_mode', 'resumed_by', '__proto__']);

/** Tokens of HTML's `autocomplete` (HTML §4.10.18.7) that people can use. */
const AUTOCOMPLETE = [
  'name',
  'given-name',
  'family-name',
  'nickname',
  'organization',
  'organization-title',
  'street-address',
  'address-line1',
  'address-line2',
  'address-level1',
  'address-level2',
  'postal-code',
  'country',
  'country-name',
  'email',
  'tel',
  'url',
  'bday',
  'username',
  'off',
] as const;

const name = z
  .string()
  .regex(/^[\p{L}_][\p{L}\p{N}_-]{0,63}$/u, 'Letters, digits, _ and -, 64 at most, and no digit first')
  .refine((text) => !RESERVED.has(text), 'The item has a field of its own with this name')
  .meta({ title: 'Name', description: 'The name of the field in the item.' });

/** What each field has. */
export const common = {
  name,
  label: z.string().min(1).max(300).meta({ title: 'Label', description: 'What stands above the field.' }),
  help: z.string().max(2_000).default('').meta({ title: 'Help', description: 'What stands below the label.' }),
  required: z.boolean().default(false).meta({ title: 'Required', description: 'Whether it must be filled in.' }),
};

/** What tells the kinds of fields apart. */
export function kind<Type extends string>(type: Type) {
  return z.literal(type).meta({ title: 'Type', description: 'What is asked for.' });
}

/** An example in an empty field. */
export const placeholder = z
  .string()
  .max(200)
  .default('')
  .meta({ title: 'Placeholder', description: 'An example, shown while the field is empty.' });

/** What a field for a text holds at first. */
export function startText(max: number) {
  return z.string().max(max).default('').meta({ title: 'Default', description: 'What the field holds at first.' });
}

/** The least length of a text. */
export const minLength = z
  .number()
  .int()
  .min(0)
  .max(MAX_LONG_TEXT)
  .default(0)
  .meta({ title: 'Shortest', description: 'How many characters it has at least, if it is filled in.' });

/** The greatest length of a text. */
export function maxLength(max: number) {
  return z
    .number()
    .int()
    .min(1)
    .max(max)
    .default(max)
    .meta({ title: 'Longest', description: 'How many characters it has at most.' });
}

const autocomplete = z
  .enum(AUTOCOMPLETE)
  .optional()
  .meta({ title: 'Autocomplete', description: "What of a person's own data the browser may fill in." });

/** What each field for a short text has. */
export const short = { ...common, placeholder, default: startText(MAX_SHORT_TEXT), autocomplete };
