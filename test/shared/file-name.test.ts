import { describe, expect, it } from 'vitest';
import { fileNameOf, fileNameOfUrl, lastSegment } from '../../src/shared/text/file-name.ts';

describe('fileNameOf', () => {
  it.each([
    ['attachment; filename="a.png"', 'a.png'],
    ['attachment; filename=a.png', 'a.png'],
    ['attachment; filename=my report.pdf; size=3', 'my report.pdf'],
    ['attachment; filename="a;b \\"c\\".txt"', 'a;b "c".txt'],
    ['attachment; filename="EURO rates.txt"; filename*=UTF-8\'\'%E2%82%AC%20rates.txt', '€ rates.txt'],
    ["attachment; filename*=utf-8'en'%C3%BC.txt; filename=u.txt", 'ü.txt'],
    ["attachment; FileName*=ISO-8859-1''%FCber.txt", 'über.txt'],
    ['attachment; filename*=klingon\'\'%FC; filename="plain.txt"', 'plain.txt'],
    ['attachment; filename*=UTF-8\'\'%FF; filename="plain.txt"', 'plain.txt'],
    ['attachment; filename="\u00c3\u00bc.txt"', 'ü.txt'],
    ['attachment; filename="\u00fc.txt"', 'ü.txt'],
    ['attachment; filename="../../etc/passwd"', 'passwd'],
    ['attachment; filename="C:\\temp\\x.txt"', 'x.txt'],
    ["attachment; filename*=UTF-8''..%2F..%5Cx.txt", 'x.txt'],
    ['attachment; filename="a/.."', undefined],
    ['attachment; filename=""', undefined],
    ['inline', undefined],
    ['', undefined],
  ])('finds in %j: %j', (header, name) => {
    expect(fileNameOf(header)).toBe(name);
  });
});

describe('fileNameOfUrl', () => {
  it.each([
    ['https://a.example/b/c.pdf?d=e.txt#f', 'c.pdf'],
    ['https://a.example/b/%C3%BC%20x.pdf', 'ü x.pdf'],
    ['https://a.example/b/..%2F..%2Fx', 'x'],
    ['https://a.example/b/%FF.pdf', '%FF.pdf'],
    ['https://a.example/', undefined],
    ['nonsense', undefined],
  ])('finds in %j: %j', (url, name) => {
    expect(fileNameOfUrl(url)).toBe(name);
  });
});

describe('lastSegment', () => {
  it.each([
    ['a\u0000b\r\n.txt', 'ab.txt'],
    ['a/b\\c.txt', 'c.txt'],
    ['.env', '.env'],
    ['..', undefined],
  ])('of %j is %j', (name, segment) => {
    expect(lastSegment(name)).toBe(segment);
  });
});
