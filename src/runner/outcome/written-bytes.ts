/** The bytes of a text in UTF-8. */
export function utf8Bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The bytes of a text in UTF-16, the lower byte of each unit first, and the higher. */
export function utf16Bytes(text: string): readonly [littleEndian: Uint8Array, bigEndian: Uint8Array] {
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
  return [
    Uint8Array.from(units.flatMap((unit) => [unit & 0xff, unit >>> 8])),
    Uint8Array.from(units.flatMap((unit) => [unit >>> 8, unit & 0xff])),
  ];
}

/** The bytes of a text in Latin-1, which is what headers hold; `null` if it has other characters. */
export function latin1Bytes(text: string): Uint8Array | null {
  return /^[\0-\xff]*$/.test(text) ? Uint8Array.from(text, (char) => char.charCodeAt(0)) : null;
}
