import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const PAGE = readFileSync('docs/asvs.md', 'utf8');

/** How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has. They are numbered from 1; those of level 3 come last. */
const SECTIONS: { readonly [section: string]: number } = {
  '1.1': 2,
  '1.2': 9,
  '1.3': 11,
  '1.4': 3,
  '1.5': 2,
  '2.1': 3,
  '2.2': 3,
  '2.3': 4,
  '2.4': 1,
  '3.2': 2,
  '3.3': 4,
  '3.4': 6,
  '3.5': 5,
  '3.7': 2,
  '4.1': 3,
  '4.2': 1,
  '4.3': 2,
  '4.4': 4,
  '5.1': 1,
  '5.2': 3,
  '5.3': 2,
  '5.4': 3,
  '6.1': 3,
  '6.2': 12,
  '6.3': 4,
  '6.4': 4,
  '6.5': 5,
  '6.6': 3,
  '6.8': 4,
  '7.1': 3,
  '7.2': 4,
  '7.3': 2,
  '7.4': 5,
  '7.5': 2,
  '7.6': 2,
  '8.1': 2,
  '8.2': 3,
  '8.3': 1,
  '8.4': 1,
  '9.1': 3,
  '9.2': 4,
  '10.1': 2,
  '10.2': 2,
  '10.3': 4,
  '10.4': 11,
  '10.5': 5,
  '10.6': 2,
  '10.7': 3,
  '11.1': 2,
  '11.2': 3,
  '11.3': 3,
  '11.4': 4,
  '11.5': 1,
  '11.6': 1,
  '12.1': 3,
  '12.2': 2,
  '12.3': 4,
  '13.1': 1,
  '13.2': 5,
  '13.3': 2,
  '13.4': 5,
  '14.1': 2,
  '14.2': 4,
  '14.3': 3,
  '15.1': 3,
  '15.2': 3,
  '15.3': 7,
  '16.1': 1,
  '16.2': 5,
  '16.3': 4,
  '16.4': 3,
  '16.5': 3,
  '17.1': 1,
  '17.2': 4,
  '17.3': 2,
};

const IDS = Object.entries(SECTIONS).flatMap(([section, count]) =>
  Array.from({ length: count }, (_, index) => `V${section}.${index + 1}`),
);

const STATES = ['met', 'partly', 'not met', 'n/a'] as const;

type Line = { readonly id: string; readonly state: string; readonly why: string };

/** The rows of all chapters: `| id | what it asks | state | by what |`. */
const LINES: readonly Line[] = [...PAGE.matchAll(/^\| (V\d+\.\d+\.\d+) +\|[^|]+\|([^|]+)\|(.*)\|$/gm)].map(
  ([, id = '', state = '', why = '']) => ({ id, state: state.trim(), why }),
);

/** What a row names of this tree: paths in code marks, and links. */
function named({ why }: Line): readonly string[] {
  const paths = why.matchAll(/`((?:\w[\w-]*\/)+[^\s`<*]*|[\w.-]+\.(?:json|toml|md))`|\]\(([^)#]+)/g);
  return [...paths].map(([, path, link]) => path ?? `docs/${link}`);
}

/** The counts of a row of the summary. */
function countsOf(name: string): readonly number[] {
  const row = PAGE.split('\n').find((line) => line.startsWith(`| ${name} `)) ?? '';
  return row.split('|').slice(2, -1).map(Number);
}

function counted(lines: readonly Line[]): readonly number[] {
  return STATES.map((state) => lines.filter((line) => line.state === state).length);
}

describe('the walk through ASVS', () => {
  it('has each requirement of levels 1 and 2 once, in order', () => {
    expect(LINES.map(({ id }) => id)).toEqual(IDS);
  });

  it('says of each whether it is met', () => {
    expect(LINES.filter(({ state }) => !STATES.some((known) => known === state))).toEqual([]);
  });

  it('names by what, wherever it says so, and names nothing that is not there', () => {
    expect(LINES.filter((line) => line.state === 'met' && named(line).length === 0)).toEqual([]);
    expect(LINES.flatMap(named).filter((path) => !existsSync(path))).toEqual([]);
  });

  it('says what is missing, in its row and above', () => {
    const open = LINES.filter(({ state }) => state === 'partly' || state === 'not met');
    const [, above = ''] = PAGE.split(/^## What is not met.*$/m);
    const summary = above.split(/^## V/m)[0] ?? '';
    const told = [...summary.matchAll(/V\d+\.\d+\.\d+/g)].map(([id]) => id);
    expect(told.toSorted()).toEqual(open.map(({ id }) => id).toSorted());
  });

  it('counts them rightly', () => {
    const chapters = [...new Set(IDS.map((id) => id.split('.')[0] ?? ''))];
    for (const chapter of chapters) {
      const lines = LINES.filter(({ id }) => id.startsWith(`${chapter}.`));
      expect([chapter, countsOf(chapter)]).toEqual([chapter, counted(lines)]);
    }
    expect(countsOf('all')).toEqual(counted(LINES));
  });
});
