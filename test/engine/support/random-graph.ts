import fc from 'fast-check';

/** Lines for `draw`: a part of a workflow that begins and ends with one step. */
type Part = { readonly lines: readonly string[]; readonly first: string; readonly last: string };
type MakePart = (label: string) => Part;

const step: fc.Arbitrary<MakePart> = fc.constant((label) => ({
  lines: [`s${label}`],
  first: `s${label}`,
  last: `s${label}`,
}));

function inARow(parts: readonly MakePart[]): MakePart {
  return (label) => {
    const made = parts.map((part, place) => part(`${label}_${place}`));
    const joints = made.slice(1).map((part, place) => `${made[place]?.last} -> ${part.first}`);
    return {
      lines: [...made.flatMap((part) => part.lines), ...joints],
      first: made[0]?.first ?? '',
      last: made.at(-1)?.last ?? '',
    };
  };
}

/** Two parts side by side: behind an `if` only one runs, behind a step both. */
function branched(fork: 'if' | 's', parts: readonly [MakePart, MakePart]): MakePart {
  return (label) => {
    const [one, other] = [parts[0](`${label}_l`), parts[1](`${label}_r`)];
    const [head, tail] = [`${fork}${label}`, `s${label}_join`];
    const [left, right] = fork === 'if' ? ['-true->', '-false->'] : ['->', '->'];
    const lines = [`${head} ${left} ${one.first}`, `${head} ${right} ${other.first}`];
    return {
      lines: [...one.lines, ...other.lines, ...lines, `${one.last} -> ${tail}`, `${other.last} -> ${tail}`],
      first: head,
      last: tail,
    };
  };
}

function looped(part: MakePart): MakePart {
  return (label) => {
    const body = part(`${label}_b`);
    const [head, tail] = [`loop${label}`, `s${label}_done`];
    const lines = [`${head} -loop-> ${body.first}`, `${body.last} -> ${head}`, `${head} -done-> ${tail}`];
    return { lines: [...body.lines, ...lines], first: head, last: tail };
  };
}

const { part } = fc.letrec<{ part: MakePart }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    step,
    fc.array(tie('part'), { minLength: 1, maxLength: 4 }).map(inARow),
    fc
      .tuple(fc.constantFrom('if' as const, 's' as const), fc.tuple(tie('part'), tie('part')))
      .map(([fork, parts]) => branched(fork, parts)),
    tie('part').map(looped),
  ),
}));

/** Random valid workflows with branches, joins and nested loops, as lines for `draw`. */
export const randomGraph: fc.Arbitrary<string> = part.map((make) => {
  const { lines, first } = make('0');
  return [...lines, `trigger -> ${first}`].join('\n');
});
