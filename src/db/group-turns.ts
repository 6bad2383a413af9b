/** What came of an item in a group. `alone`: the group was refused, perhaps because of another item. */
export type Outcome<Result> =
  | { readonly type: 'written'; readonly result: Result }
  | { readonly type: 'failed'; readonly error: unknown }
  | { readonly type: 'alone' };

/** An item, and the request that waits until it is written. */
export type Member<Item, Result> = {
  readonly item: Item;
  /** How much JSON it is, in UTF-16 units. */
  readonly length: number;
  /** Resolves when this request is to write the next group. */
  readonly chosen: Promise<'chosen'>;
  /** Resolves when a group with the item is over. */
  readonly outcome: Promise<Outcome<Result>>;
  choose(): void;
  tell(outcome: Outcome<Result>): void;
  /** From then on nothing is told: the request may be over. */
  leave(): void;
};

/** Who of an isolate's requests writes the next group, and what goes into it. */
export type GroupTurns<Item, Result> = {
  isFree(): boolean;
  isWaiting(member: Member<Item, Result>): boolean;
  wait(member: Member<Item, Result>): void;
  /** Lets this one write: its own item and those that wait, as far as one statement takes them. */
  begin(leader: Member<Item, Result>): readonly Member<Item, Result>[];
  /** The group of this one is over, or not to be waited for: the next one writes. Nothing, if it is not its turn. */
  end(member: Member<Item, Result>): void;
};

/** How many items one statement takes, and how much of their JSON in UTF-16 units: the database takes 64 MB. */
const GROUP_SIZE = 50;
const GROUP_LENGTH = 12_000_000;

export function createMember<Item, Result>(item: Item, length: number): Member<Item, Result> {
  const chosen = Promise.withResolvers<'chosen'>();
  const outcome = Promise.withResolvers<Outcome<Result>>();
  let hasLeft = false;
  return {
    item,
    length,
    chosen: chosen.promise,
    outcome: outcome.promise,
    choose: () => chosen.resolve('chosen'),
    tell(what) {
      if (!hasLeft) outcome.resolve(what);
    },
    leave() {
      hasLeft = true;
    },
  };
}

/** How many of those that wait have room beside the one that writes. */
function roomFor({ length }: { readonly length: number }, waiting: readonly { readonly length: number }[]): number {
  let total = length;
  for (const [place, member] of waiting.slice(0, GROUP_SIZE - 1).entries()) {
    total += member.length;
    if (total > GROUP_LENGTH) return place;
  }
  return GROUP_SIZE - 1;
}

export function createGroupTurns<Item, Result>(): GroupTurns<Item, Result> {
  type Each = Member<Item, Result>;
  const waiting: Each[] = [];
  /** Whose turn it is: the group that is being written, or the one who is to write the next. */
  let current: readonly Each[] = [];

  return {
    isFree: () => current.length === 0,
    isWaiting: (member) => waiting.includes(member),
    wait(member) {
      waiting.push(member);
    },
    begin(leader) {
      const place = waiting.indexOf(leader);
      if (place >= 0) waiting.splice(place, 1);
      current = [leader, ...waiting.splice(0, roomFor(leader, waiting))];
      return current;
    },
    end(member) {
      if (!current.includes(member)) return;
      current = waiting.slice(0, 1);
      current[0]?.choose();
    },
  };
}
