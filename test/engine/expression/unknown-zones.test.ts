import { describe, expect, it } from 'vitest';
import { evaluate, failure } from './evaluate.ts';

const UNKNOWN = ['Mars/Olympus', 'Europe/Atlantis', 'W. Europe Standard Time', 'BST', 'IST', 'UTC+99:99', 'nonsense'];

const WAYS = [
  (zone: string) => `$now.setZone("${zone}")`,
  (zone: string) => `$now.setZone("${zone}").toISO()`,
  (zone: string) => `$now.setZone("${zone}", { keepLocalTime: true }).hour`,
  (zone: string) => `DateTime.fromISO("2024-01-01T12:00", { zone: "${zone}" }).toISO()`,
  (zone: string) => `DateTime.fromMillis(0, { zone: "${zone}" }).toMillis()`,
  (zone: string) => `DateTime.fromFormat("2024", "yyyy", { zone: "${zone}" }).year`,
  (zone: string) => `DateTime.local({ zone: "${zone}" })`,
  (zone: string) => `DateTime.local(2024, 1, { zone: "${zone}" })`,
  (zone: string) => `DateTime.fromObject({ year: 2024 }, { zone: "${zone}" })`,
];

describe('a time zone that nobody knows', () => {
  it.each(WAYS.flatMap((way) => UNKNOWN.map((zone) => [way(zone), zone] as const)))(
    'is refused: %s',
    (source, zone) => {
      const error = failure(source);
      expect(error.code).toBe('expression.invalid_argument');
      expect(error.message).toContain(zone);
    },
  );

  it.each([
    '$now.toLocaleString({ timeZone: "Mars/Olympus" })',
    'new Date(0).toLocaleDateString("en-GB", { timeZone: "Mars/Olympus" })',
    'new Date(0).toLocaleString("en-GB", { timeZone: "Mars/Olympus" })',
  ])('is refused: %s', (source) => {
    expect(failure(source)).toMatchObject({ message: expect.stringContaining('Mars/Olympus') });
  });

  it.each([
    ['$now.setZone("utc").zoneName', 'UTC'],
    ['$now.setZone("UTC+3").offset', 180],
    ['$now.setZone("EST").offset', -300],
    ['$now.setZone("local").isValid', true],
    ['$now.setZone("Asia/Kolkata").offset', 330],
    ['DateTime.fromISO("2024-02-30").isValid', false],
  ])('is not one that is known: %s', (source, value) => {
    expect(evaluate(source)).toEqual(value);
  });
});
