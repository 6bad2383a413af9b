import { showThrown } from './thrown.isolate.js';

/** What the console of one run keeps, in UTF-16 units; each line costs a little more than its text. */
const MAX_LENGTH = 64 * 1024;
const LINE_COST = 16;
const LEVELS = ['debug', 'log', 'info', 'warn', 'error'];

function show(value) {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? '[function]' : String(value);
  try {
    if (value instanceof Error) return showThrown(value).text;
    return JSON.stringify(value) ?? '[object]';
  } catch {
    return '[object that cannot be shown]';
  }
}

/** The console of one run, and the lines that it took. What is too much is left out, and the last line says so. */
export function createConsole() {
  const lines = [];
  let room = MAX_LENGTH;

  function write(level, values) {
    if (room <= 0) return;
    const text = values.map(show).join(' ');
    const kept = text.slice(0, room);
    room -= kept.length + LINE_COST;
    lines.push({ level, text: kept });
    if (room <= 0) lines.push({ level: 'warn', text: `The console is full: it keeps ${MAX_LENGTH} characters.` });
  }

  const console = {};
  for (const level of LEVELS) console[level] = (...values) => write(level, values);
  console.trace = console.debug;
  return { console, lines };
}
