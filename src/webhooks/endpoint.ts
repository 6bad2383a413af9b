/** A webhook endpoint as stored; `secret` is sealed by the vault. */
export type WebhookEndpoint = {
  readonly id: string;
  readonly workspace_id: string;
  readonly workflow_id: string;
  readonly node_id: string;
  readonly endpoint_id: string;
  readonly path: string;
  readonly method: string;
  readonly is_active: boolean;
  readonly secret: string | null;
  readonly revision: number;
  readonly created_at: string;
  readonly updated_at: string;
};
