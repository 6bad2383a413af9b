import { createConsole } from './console.isolate.js';
import { createGuard } from './guard.isolate.js';
import { Response, TextEncoder } from './harden.isolate.js';
import { parseJob } from './numbers.isolate.js';
import { Fault, readAll, readOne, writeItems } from './results.isolate.js';
import { showThrown } from './thrown.isolate.js';
import { createTimers } from './timers.isolate.js';
import { createVariables, toInputItems } from './variables.isolate.js';

const encoder = new TextEncoder();

function faultOf(error, item) {
  if (Fault.is(error)) return error;
  const { text, line } = showThrown(error);
  return new Fault('code.threw', text, { item, line });
}

/** Takes items one after the other, `concurrency` of them at a time; begins nothing more after the first failure. */
async function runForEach(program, run, guard) {
  const made = [];
  const queue = run.items.keys();
  let hasFailed = false;
  async function work() {
    for (const index of queue) {
      if (hasFailed) return;
      try {
        made[index] = readOne(await program(guard.step, createVariables(run, index))(), index);
      } catch (error) {
        hasFailed = true;
        throw faultOf(error, index);
      }
    }
  }
  await Promise.all(Array.from({ length: run.concurrency }, work));
  return made.flat();
}

async function runForAll(program, run, guard) {
  const inputs = run.items.map(({ json }) => json);
  return readAll(await program(guard.step, createVariables(run, 0))(), inputs);
}

function failed(error, guard) {
  const { code, message, item, line } = faultOf(error);
  const failure = guard.isExhausted() ? guard.fault : { code, message, item, line };
  return JSON.stringify({ type: 'failed', failure }).slice(0, -1);
}

/** Runs the code and gives the beginning of the answer, which the console ends. */
async function perform(program, { mode, limitMs, concurrency, items, context }, console) {
  const guard = createGuard(limitMs);
  const uncaught = Promise.withResolvers();
  const timers = createTimers(guard, uncaught.reject);
  const run = { items: toInputItems(items), context, console, timers, concurrency };
  try {
    const work = mode === 'each_item' ? runForEach(program, run, guard) : runForAll(program, run, guard);
    const made = await Promise.race([work, uncaught.promise, guard.exhausted]);
    const text = guard.isExhausted() ? '' : writeItems(made);
    return guard.isExhausted() ? failed(undefined, guard) : `{"type":"returned","items":${text}`;
  } catch (error) {
    return failed(error, guard);
  }
}

/** The Worker that runs the user's program over the job in each request. */
export function serve(program) {
  return {
    async fetch(request) {
      const job = parseJob(await request.text());
      const { console, lines } = createConsole();
      const outcome = await perform(program, job, console);
      return new Response(encoder.encode(`${outcome},"logs":${JSON.stringify(lines)}}`));
    },
  };
}
