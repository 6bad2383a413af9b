import { describe, expect, it } from 'vitest';
import { fieldSchema } from '../../../src/nodes/forms/field-schema.ts';
import type { PostedFile } from '../../../src/nodes/forms/posted.ts';
import { readAnswers } from '../../../src/nodes/forms/read-answers.ts';

function read(config: object, texts: readonly string[], files: readonly PostedFile[] = []) {
  const field = fieldSchema.parse({ name: 'it', label: 'It', ...config });
  const posted = { texts: new Map([['it', texts]]), files: new Map([['it', files]]) };
  const { answers, faults } = readAnswers([field], posted);
  return faults.length > 0 ? faults.map(({ message }) => message).join() : answers.values.it;
}

function file(name: string, type = 'text/plain', bytes = new Uint8Array(3)): PostedFile {
  return { name, type, bytes };
}

describe('what is left empty', () => {
  it.each([
    [{ type: 'text' }, null, 'It has to be filled in.'],
    [{ type: 'number' }, null, 'It has to be filled in.'],
    [{ type: 'choice', options: ['a'] }, null, 'Choose something for It.'],
    [{ type: 'choices', options: ['a'], min_choices: 1 }, [], 'Choose something for It.'],
    [{ type: 'checkbox' }, false, 'It has to be ticked.'],
    [{ type: 'files' }, null, 'Choose a file for It.'],
  ])('is nothing, or refused where it is required: %j', (config, value, fault) => {
    for (const texts of [[], [''], ['  \r\n ']]) {
      expect(read(config, texts)).toEqual(value);
      expect(read({ ...config, required: true }, texts)).toBe(fault);
    }
  });
});

describe('a text', () => {
  it.each<[object, string, string]>([
    [{ type: 'text' }, ' a\r\nb ', 'a\nb'],
    [{ type: 'long_text' }, ' a\r\nb ', ' a\nb '],
    [{ type: 'text', max_length: 3 }, 'abcd', 'It may have 3 characters, and has 4.'],
    [{ type: 'text', min_length: 3 }, 'ab', 'It needs 3 characters at least.'],
    [{ type: 'text' }, 'x'.repeat(2_001), 'It may have 2,000 characters, and has 2,001.'],
    [{ type: 'text', pattern: '[A-Z]{2}\\d+|x' }, 'AB12', 'AB12'],
    [{ type: 'text', pattern: '[A-Z]{2}\\d+|x' }, 'xAB12', 'It is not written as it should be.'],
    [{ type: 'text', pattern: 'a', pattern_message: 'Write a.' }, 'b', 'Write a.'],
    [{ type: 'email' }, 'ada@example.com', 'ada@example.com'],
    [{ type: 'email' }, 'ada@b@example.com', 'It is no e-mail address, such as name@example.com.'],
    [{ type: 'email' }, 'ada@example', 'It is no e-mail address, such as name@example.com.'],
    [{ type: 'email' }, `ada@${'a.'.repeat(200)}b`, 'It is no e-mail address, such as name@example.com.'],
    [{ type: 'url' }, 'https://example.com/a?b', 'https://example.com/a?b'],
    [{ type: 'url' }, 'javascript:alert(1)', 'It is no web address, such as https://example.com.'],
    [{ type: 'phone' }, '+49 (89) 12-34/5', '+49 (89) 12-34/5'],
    [{ type: 'phone' }, 'call me', 'It is no telephone number.'],
  ])('is what it has to be: %j %s', (config, text, expected) => {
    expect(read(config, [text])).toBe(expected);
  });

  it.each(['(a+)+$', '(a|a)*b', '(.*)*x'])('is compared in linear time with the pattern %s', (pattern) => {
    expect(read({ type: 'text', pattern }, [`${'a'.repeat(1_999)}!`])).toBe('It is not written as it should be.');
  });

  it.each(['(', '(?<=a)b', '(a{1000}){1000}', '\\1'])('has no pattern that cannot be used: %s', (pattern) => {
    expect(fieldSchema.safeParse({ type: 'text', name: 'a', label: 'A', pattern }).success).toBe(false);
  });
});

describe('a number', () => {
  it.each<[object, string, string | number]>([
    [{}, '12.50', 12.5],
    [{}, ' -3 ', -3],
    [{}, '1e3', 1000],
    [{}, '007', 7],
    [{}, '1,5', 'It is no number, such as 12.5.'],
    [{}, 'NaN', 'It is no number, such as 12.5.'],
    [{}, 'Infinity', 'It is no number, such as 12.5.'],
    [{}, '0x10', 'It is no number, such as 12.5.'],
    [{}, '1e400', 'It is no number, such as 12.5.'],
    [{}, '9'.repeat(101), 'It is no number, such as 12.5.'],
    [{ integer: true }, '1.5', 'It is no whole number.'],
    [{ integer: true }, '2.0', 2],
    [{ min: 5 }, '4.9', 'It is 5 at least.'],
    [{ max: 5 }, '5.1', 'It is 5 at most.'],
    [{ min: 5, max: 5 }, '5', 5],
  ])('is what it has to be: %j %s', (config, text, expected) => {
    expect(read({ type: 'number', ...config }, [text])).toBe(expected);
  });

  it('keeps all of its digits', () => {
    expect(JSON.stringify(read({ type: 'number' }, ['12345678901234567890']))).toBe('12345678901234567890');
  });
});

describe('a date and a time', () => {
  it.each<[object, string, string]>([
    [{ type: 'date' }, '2028-02-29', '2028-02-29'],
    [{ type: 'date' }, '2026-02-29', 'It is no date, such as 2026-12-31.'],
    [{ type: 'date' }, '29.02.2028', 'It is no date, such as 2026-12-31.'],
    [{ type: 'date', min: '2026-01-02' }, '2026-01-01', 'It is 2026-01-02 at the earliest.'],
    [{ type: 'date', max: '2026-01-02' }, '2026-01-03', 'It is 2026-01-02 at the latest.'],
    [{ type: 'time' }, '23:59', '23:59'],
    [{ type: 'time' }, '24:00', 'It is no time, such as 14:30.'],
    [{ type: 'time', min: '08:00' }, '07:59', 'It is 08:00 at the earliest.'],
  ])('are real: %j %s', (config, text, expected) => {
    expect(read(config, [text])).toBe(expected);
  });

  it('have no limits that there are not', () => {
    expect(fieldSchema.safeParse({ type: 'date', name: 'a', label: 'A', min: '2026-02-30' }).success).toBe(false);
  });
});

describe('a choice', () => {
  const options = ['a', 'b', 'c'];
  it('is one of those that there are', () => {
    expect(read({ type: 'choice', options }, ['b'])).toBe('b');
    expect(read({ type: 'choice', options }, ['B'])).toBe('It is none of the choices.');
  });

  it('of several has them once, in the order of the author, and as many as there may be', () => {
    const several = { type: 'choices', options, min_choices: 2, max_choices: 2 };
    expect(read(several, ['c', 'a', 'c'])).toEqual(['a', 'c']);
    expect(read(several, ['a'])).toBe('It needs 2 choices at least.');
    expect(read(several, options)).toBe('It takes 2 choices at most.');
    expect(read(several, ['a', 'x'])).toBe('It has what is none of the choices.');
  });

  it('is ticked whatever its value is', () => {
    expect(read({ type: 'checkbox' }, ['anything'])).toBe(true);
  });
});

describe('files', () => {
  const described = (name: string, mime_type = 'text/plain') => ({ file_name: name, mime_type, size: 3 });

  it('are one, or a list of those that may come', () => {
    expect(read({ type: 'files' }, [], [file('a.txt')])).toEqual(described('a.txt'));
    const two = [file('a.txt'), file('b.txt')];
    expect(read({ type: 'files', max_files: 2 }, [], two)).toEqual([described('a.txt'), described('b.txt')]);
    expect(read({ type: 'files' }, [], two)).toBe('It takes 1 file at most.');
  });

  it('have names in the item that tell them apart', () => {
    const field = fieldSchema.parse({ type: 'files', name: 'it', label: 'It', max_files: 2 });
    const files = new Map([['it', [file('a.txt'), file('a.txt')]]]);
    const { binary } = readAnswers([field], { texts: new Map(), files }).answers;
    expect(Object.keys(binary)).toEqual(['it_0', 'it_1']);
    expect(binary.it_0).toEqual({ data: 'AAAA', mime_type: 'text/plain', file_name: 'a.txt' });
  });

  it.each<[object, PostedFile, boolean]>([
    [{ accept: ['.PDF'] }, file('a.pdf'), true],
    [{ accept: ['.pdf'] }, file('a.pdf.exe'), false],
    [{ accept: ['image/*'] }, file('a', 'image/png'), true],
    [{ accept: ['image/*'] }, file('a', 'imagex/png'), false],
    [{ accept: ['text/csv', 'text/plain'] }, file('a', 'text/plain; charset=utf-8'), true],
    [{ max_mib: 0.00001 }, file('a', 'text/plain', new Uint8Array(11)), false],
  ])('are of the types and sizes that are wanted: %j', (config, sent, fits) => {
    expect(typeof read({ type: 'files', ...config }, [], [sent]) !== 'string').toBe(fits);
  });

  it('are no text that somebody sends in their place', () => {
    expect(read({ type: 'files' }, ['a.txt'])).toBe(null);
  });
});
