/** The field that had the focus last: what is chosen from the data goes there. */
let last: HTMLInputElement | HTMLTextAreaElement | null = null;

export function noteField(field: HTMLInputElement | HTMLTextAreaElement): void {
  last = field;
}

/** Puts a text where the caret was. React hears of it as of anything typed. */
export function insertText(text: string): boolean {
  if (!last?.isConnected) return false;
  const { value, selectionStart, selectionEnd } = last;
  const [from, to] = [selectionStart ?? value.length, selectionEnd ?? value.length];
  const setter = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(last), 'value')?.set;
  setter?.call(last, `${value.slice(0, from)}${text}${value.slice(to)}`);
  last.dispatchEvent(new Event('input', { bubbles: true }));
  last.focus();
  last.setSelectionRange(from + text.length, from + text.length);
  return true;
}
