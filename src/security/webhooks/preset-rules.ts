/** What a preset may be told. Each reads what it needs. */
export type PresetRules = {
  /** How far the timestamp of a call may lie from now. */
  readonly toleranceSeconds: number;
  /** What Meta shows when it asks whether the endpoint is ours. */
  readonly verifyToken: string;
  /** The address by which the world reaches this server, if it is another than the one that a call names; else empty. */
  readonly publicUrl: string;
};
