const MAX_MESSAGE = 2000;

/** The module that holds the user's code starts with one line of ours. */
const PLACE = /code\.js:(\d+):\d+/;

function read(value, key) {
  try {
    const member = value[key];
    return typeof member === 'string' ? member : '';
  } catch {
    return '';
  }
}

function describe(value) {
  if (typeof value !== 'object' && typeof value !== 'function') return String(value);
  if (value === null) return 'null';
  const message = read(value, 'message');
  const name = read(value, 'name');
  if (message !== '' || name !== '') return [name, message].filter((part) => part !== '').join(': ');
  try {
    return JSON.stringify(value) ?? 'a function';
  } catch {
    return 'a value that cannot be shown';
  }
}

/** What was thrown, in words, and the line of the user's code where that was; whatever it is, this does not throw. */
export function showThrown(value) {
  const text = describe(value).slice(0, MAX_MESSAGE);
  const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
  const line = isObject ? PLACE.exec(read(value, 'stack'))?.[1] : undefined;
  return line === undefined ? { text } : { text, line: Number(line) - 1 };
}
