/** A first-in, first-out queue for one reader, who can wait for the next letter. */
export type Mailbox<Letter> = {
  put(letter: Letter): void;
  /** The next letter, or `null` if none arrives within `timeoutMs` (`null`: no timeout). */
  next(timeoutMs: number | null): Promise<Letter | null>;
};

/** The longest delay that `setTimeout` takes, in milliseconds. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

export function createMailbox<Letter>(): Mailbox<Letter> {
  const letters: Letter[] = [];
  let wake: (() => void) | null = null;

  function arrival(timeoutMs: number | null): Promise<void> {
    return new Promise((resolve) => {
      const timer = timeoutMs === null ? undefined : setTimeout(resolve, Math.min(timeoutMs, LONGEST_TIMEOUT));
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    put(letter) {
      letters.push(letter);
      wake?.();
    },
    async next(timeoutMs) {
      if (letters.length === 0) await arrival(timeoutMs);
      wake = null;
      return letters.shift() ?? null;
    },
  };
}
