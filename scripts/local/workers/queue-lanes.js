/** How many times as much as is free one workflow may have under way: alone, three quarters of the capacity. */
const SHARE = 3;

/** Whose message it is. Messages that name no workflow share a lane. */
function laneOf({ body }) {
  return body?.workflow_id ?? '';
}

/**
 * The waiting messages of a queue, in lanes by workflow, which give one message each by turns. However many messages a workflow
 * has, it gets only a part of what may be under way, so that there is always room for another's.
 */
export class QueueLanes {
  #capacity;
  /** By name: the messages that wait, and how many are under way. The first lane that waits has the next turn. */
  #lanes = new Map();
  #active = 0;

  constructor(capacity) {
    this.#capacity = capacity;
  }

  add(message) {
    this.#lane(laneOf(message)).waiting.push(message);
  }

  /** Whether a message may be delivered now. */
  get isReady() {
    return [...this.#lanes.values()].some((lane) => this.#mayGive(lane));
  }

  /** The messages of the next delivery, so many at most. They are under way until `done`. */
  take(most) {
    const taken = [];
    for (let given = -1; given !== taken.length && taken.length < most; ) {
      given = taken.length;
      for (const [name, lane] of [...this.#lanes]) {
        if (taken.length === most || !this.#mayGive(lane)) continue;
        taken.push(this.#give(lane));
        this.#lanes.delete(name);
        this.#lanes.set(name, lane);
      }
    }
    return taken;
  }

  /** These messages are not under way any more. */
  done(messages) {
    for (const message of messages) {
      const name = laneOf(message);
      const lane = this.#lane(name);
      lane.active -= 1;
      this.#active -= 1;
      if (lane.active === 0 && lane.next === lane.waiting.length) this.#lanes.delete(name);
    }
  }

  #lane(name) {
    const known = this.#lanes.get(name) ?? { waiting: [], next: 0, active: 0 };
    this.#lanes.set(name, known);
    return known;
  }

  #mayGive({ waiting, next, active }) {
    const free = this.#capacity - this.#active;
    return next < waiting.length && free > 0 && active < SHARE * free;
  }

  /** Messages are not shifted out one by one, which would copy the rest each time. */
  #give(lane) {
    const message = lane.waiting[lane.next];
    lane.next += 1;
    lane.active += 1;
    this.#active += 1;
    if (lane.next === lane.waiting.length) {
      lane.waiting = [];
      lane.next = 0;
    }
    return message;
  }
}
