/** The graph can't be compiled: it was never validated, or its node types no longer exist. */
export class PlanError extends Error {
  readonly code: 'plan.unknown_type' | 'plan.dangling_connection';

  constructor(code: PlanError['code'], message: string) {
    super(message);
    this.name = 'PlanError';
    this.code = code;
  }
}
