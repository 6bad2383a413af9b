import { expect, test } from 'vitest';
import { costOfMillion, spentPerExecution } from '../../bench/report/cost.ts';

const ROW = { cpu_ms_per_request: { front: 0.5, runner: 1.4, code: 0.1, stack: 9, generator: 9 }, p50_ms: 100 };
const NOTHING = { queued: 0, with_object: 0, appends: 0 };

test('an execution in one request costs its CPU in the Worker and the request', () => {
  const cost = costOfMillion(spentPerExecution(ROW, NOTHING));
  expect(cost.cpu).toBeCloseTo(0.04);
  expect(cost.requests).toBeCloseTo(0.3);
  expect(cost.queue).toBe(0);
  expect(cost.objects).toBe(0);
  expect(cost.total).toBeCloseTo(0.34);
});

test('one that goes through the queue costs three operations and another request', () => {
  const cost = costOfMillion(spentPerExecution(ROW, { ...NOTHING, queued: 1 }));
  expect(cost.requests).toBeCloseTo(0.6);
  expect(cost.queue).toBeCloseTo(1.2);
});

test('an object costs its calls, the rows it writes, and its time in memory', () => {
  const spent = spentPerExecution(ROW, { ...NOTHING, with_object: 1, appends: 2 });
  expect(spent).toMatchObject({ objectRequests: 4, objectRows: 3 });
  expect(spent.objectGbSeconds).toBeCloseTo(0.0128);
  expect(costOfMillion(spent).objects).toBeCloseTo(4 * 0.15 + 3 + 0.16);
});

test('only as many objects are charged for as there were', () => {
  const whole = costOfMillion(spentPerExecution(ROW, { ...NOTHING, with_object: 1, appends: 1 }));
  const half = costOfMillion(spentPerExecution(ROW, { ...NOTHING, with_object: 0.5, appends: 1 }));
  expect(half.objects).toBeCloseTo(whole.objects / 2);
});

test('a process that is not there, as without /proc, costs nothing', () => {
  expect(spentPerExecution({ cpu_ms_per_request: {}, p50_ms: null }, NOTHING).cpuMs).toBe(0);
});
