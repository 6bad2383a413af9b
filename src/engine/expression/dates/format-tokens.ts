/** What a format is for: Luxon writes more tokens than it reads, and durations have tokens of their own. */
export type FormatUse = 'write' | 'read' | 'duration';

const MACROS = 'D DD DDD DDDD t tt ttt tttt T TT TTT TTTT f ff fff ffff F FF FFF FFFF';

const BOTH =
  'G GG y yy yyyy yyyyyy M MM MMM MMMM L LL LLL LLLL d dd o ooo H HH h hh m mm q qq s ss S SSS u uu uuu a kk kkkk W WW ' +
  'E EEE EEEE c ccc cccc Z ZZ ZZZ z';

const WRITTEN_ONLY = 'GGGGG MMMMM LLLLL EEEEE ccccc ZZZZ ZZZZZ n nn ii iiii X x';

function words(...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => list.split(' ')));
}

const WRITTEN = words(BOTH, WRITTEN_ONLY, MACROS);
const READ = words(BOTH, 'yyyyy', MACROS);
/** Any number of the same letter is a token of a duration. */
const DURATION_LETTERS = words('S s m h d w M y');

/** Whether a run of letters is a token. */
export function isToken(run: string, use: FormatUse): boolean {
  if (use === 'duration') return DURATION_LETTERS.has(run.charAt(0));
  return (use === 'read' ? READ : WRITTEN).has(run);
}

/** Whether Luxon writes a token that it does not read. */
export function isWrittenOnly(run: string): boolean {
  return WRITTEN.has(run) && !READ.has(run);
}

/** What other languages of formats (Moment, Java, strftime by letters) call the tokens of Luxon. */
const MEANT: ReadonlyMap<string, string> = new Map([
  ['Y', 'y'],
  ['YY', 'yy'],
  ['D', 'd'],
  ['DD', 'dd'],
  ['DDD', 'o'],
  ['DDDD', 'ooo'],
  ['ddd', 'ccc'],
  ['dddd', 'cccc'],
  ['e', 'c'],
  ['cc', 'ccc'],
  ['EE', 'EEE'],
  ['A', 'a'],
  ['AA', 'a'],
  ['aa', 'a'],
  ['SS', 'ss'],
  ['sss', 'SSS'],
  ['mmm', 'MMM'],
  ['mmmm', 'MMMM'],
  ['hhh', 'hh'],
  ['HHH', 'HH'],
  ['k', 'H'],
  ['Q', 'q'],
  ['QQ', 'qq'],
  ['w', 'W'],
  ['ww', 'WW'],
  ['gg', 'kk'],
  ['gggg', 'kkkk'],
  ['GGGG', 'kkkk'],
  ['zz', 'ZZZZ'],
  ['zzzz', 'ZZZZZ'],
]);

const DURATIONS: ReadonlyMap<string, string> = new Map([
  ['Y', 'y'],
  ['D', 'd'],
  ['H', 'h'],
  ['W', 'w'],
]);

/** The token that somebody meant who wrote this one; `undefined` if there is none like it. */
export function tokenMeant(run: string, use: FormatUse): string | undefined {
  const letter = run.charAt(0);
  if (use === 'duration') return DURATIONS.get(letter)?.repeat(run.length);
  const known = MEANT.get(run);
  if (known !== undefined) return known;
  if (letter === 'Y' || letter === 'y') return 'yyyy';
  return letter === 'S' ? 'SSS' : undefined;
}
