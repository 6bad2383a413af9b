/** The polynomial of CRC-32 (ISO 3309, as in zip and PNG), its bits turned around. */
const POLYNOMIAL = 0xedb88320;

/** CRC-32 of a text in ASCII, as a number from 0 to 2³² − 1. It finds slips of the pen, and keeps no secret. */
export function crc32(text: string): number {
  let rest = 0xffffffff;
  for (let index = 0; index < text.length; index += 1) {
    rest ^= text.charCodeAt(index);
    for (let bit = 0; bit < 8; bit += 1) rest = (rest & 1) === 1 ? (rest >>> 1) ^ POLYNOMIAL : rest >>> 1;
  }
  return ~rest >>> 0;
}
