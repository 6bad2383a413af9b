/** What running a node does to the world outside: nothing, reading it, or changing it. */
export type Effect = 'none' | 'read' | 'write';

/** What an interrupted attempt of a writing node means: run it again with the same idempotency key, or the outcome is unknown. */
export type Delivery = 'at-least-once' | 'at-most-once';
