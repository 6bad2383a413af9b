/** Gives each name out once: one that is taken gets a number, from 1. It looks at no number twice, however many names are alike. */
export function uniqueNames(): (name: string) => string {
  const taken = new Set<string>();
  const numbers = new Map<string, number>();
  return (name) => {
    let number = numbers.get(name) ?? 0;
    let free = number === 0 ? name : `${name}_${number}`;
    for (; taken.has(free); number++) free = `${name}_${number + 1}`;
    taken.add(free);
    numbers.set(name, number + 1);
    return free;
  };
}
