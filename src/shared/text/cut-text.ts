/** The first `length` UTF-16 units of a text, or one less where the cut would part a surrogate pair: Postgres refuses halves. */
export function cutText(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  const parted = text.length > length && last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, parted ? length - 1 : length);
}
