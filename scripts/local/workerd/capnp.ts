/** The text form of Cap'n Proto, in which workerd reads its configuration. */

type Struct = { readonly [field: string]: Value | undefined };

/** A file whose content is the value, by its absolute path. */
type Embedded = { readonly embed: string };

export type Value = string | number | boolean | null | readonly Value[] | Embedded | Struct;

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function isEmbedded(value: Embedded | Struct): value is Embedded {
  return typeof value.embed === 'string';
}

/** Text outside of ASCII stands for itself; what would end the literal, or is no character, is escaped. */
function quoted(text: string): string {
  const escaped = text.replace(/["\\]|\p{Cc}/gu, (character) =>
    character === '"' || character === '\\'
      ? `\\${character}`
      : `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return `"${escaped}"`;
}

function structText(struct: Struct): string {
  const fields = Object.entries(struct).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} = ${capnpText(value)}`],
  );
  return `(${fields.join(', ')})`;
}

/** A value as text; `null` is void, a field that is `undefined` is left out. */
function capnpText(value: Value): string {
  if (value === null) return 'void';
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return `[${value.map(capnpText).join(', ')}]`;
  return isEmbedded(value) ? `embed ${quoted(value.embed)}` : structText(value);
}

/** A configuration of workerd. */
export function configText(config: Struct): string {
  return `using Workerd = import "/workerd/workerd.capnp";\nconst config :Workerd.Config = ${capnpText(config)};\n`;
}
