type LaneMessage = { readonly body: { readonly execution_id: string; readonly workflow_id?: string } };

export declare class QueueLanes {
  constructor(capacity: number);
  add(message: LaneMessage): void;
  get isReady(): boolean;
  take(most: number): LaneMessage[];
  done(messages: readonly LaneMessage[]): void;
}
