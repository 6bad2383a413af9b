import { z } from 'zod';
import type { Item } from '../../engine/item.ts';
import { type TextKind, textKindOf } from '../../shared/text/charset.ts';
import { decodeLeniently, decoderFor } from '../../shared/text/decode-text.ts';
import { shownWhole } from '../../shared/text/quote-text.ts';
import { fieldName } from '../fields.ts';
import { dataOf, fileOf } from '../items.ts';
import { NodeError } from '../node-error.ts';
import { decodeBase64 } from '../values/base64.ts';
import { wrongValue } from '../values/wrong-value.ts';

/** The longest text that a node parses. Parsers need many times its size in memory. */
const MAX_TEXT = 5_000_000;

/** The config fields that say where a text is read from. */
export function textSource(what: string) {
  return {
    text: z
      .string()
      .optional()
      .meta({ title: what, description: `The ${what} itself, as a rule an expression.` }),
    binary_property: fieldName()
      .optional()
      .meta({ title: 'File', description: `The file of the item that holds the ${what}, if no text is given.` }),
    encoding: z.string().max(40).optional().meta({
      title: 'Character set',
      description:
        'How the characters of the file are encoded. Default: as its byte order mark, its type or the text itself says; else UTF-8.',
    }),
  };
}

/** What {@link readText} reads from. */
export type TextSource = {
  readonly text?: string | undefined;
  readonly binary_property?: string | undefined;
  readonly encoding?: string | undefined;
};

/**
 * Reads the text, without a byte order mark. `kind` says where a file tells its character set if its type does not. Throws
 * `NodeError` `text.missing`, `text.bad_encoding` or `text.too_long`.
 */
export function readText(item: Item, source: TextSource, kind?: TextKind): string {
  const text = source.text ?? decodeFile(item, source, kind);
  if (text.length > MAX_TEXT)
    throw new NodeError('text.too_long', `The text has ${text.length} characters, where ${MAX_TEXT} are allowed`);
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

function decodeFile(item: Item, { binary_property: name, encoding: charset }: TextSource, kind?: TextKind): string {
  const file = name === undefined ? undefined : fileOf(item, name);
  const bytes = file === undefined ? null : decodeBase64(dataOf(file));
  if (file === undefined || bytes === null) {
    if (name === undefined) throw wrongValue('text.missing', 'text', { expected: 'a text', got: undefined });
    throw wrongValue('text.missing', `binary_property ${name}`, { expected: 'a file', got: undefined });
  }
  if (charset !== undefined && decoderFor(charset) === null) throw badEncoding(charset);
  const decoded = decodeLeniently({
    bytes,
    contentType: file.mime_type,
    kind: kind ?? textKindOf(file.mime_type),
    charset,
  });
  if (decoded.type === 'text') return decoded.text;
  throw badEncoding(decoded.charset);
}

function badEncoding(charset: string): NodeError {
  return new NodeError('text.bad_encoding', `The character set ${shownWhole(charset)} is unknown`);
}
