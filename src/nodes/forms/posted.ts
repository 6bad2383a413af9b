import type { BinaryData } from '../../engine/item.ts';
import type { JsonValue } from '../../engine/json.ts';

/** A file that came with a form. Its name is the last segment of what the sender said. */
export type PostedFile = { readonly name: string; readonly type: string; readonly bytes: Uint8Array };

/** What came for the fields of a form, by their names. */
export type Posted = {
  readonly texts: ReadonlyMap<string, readonly string[]>;
  readonly files: ReadonlyMap<string, readonly PostedFile[]>;
};

/** A field that was not answered as it should be. */
export type FieldFault = { readonly name: string; readonly message: string };

/** The value of a field and, for files, its files by the names that they have in the item. */
export type FieldValue = {
  readonly value: JsonValue;
  readonly binary?: { readonly [name: string]: BinaryData };
};
