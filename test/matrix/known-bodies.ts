/** What a schema can't say of a body, by the id of the operation: fields of which one is needed, and texts of a form. */
const KNOWN_BODIES: { readonly [operationId: string]: object } = {
  create_bulk_job: { kind: 'cancel', filter: { tag: 'nothing' } },
  create_alert: { rule: { kind: 'failure' }, channels: { webhook_url: 'https://example.com/' }, workflow_id: null },
  create_schedule: { name: 'Nightly', cron_expression: '0 3 * * *' },
  list_field_options: { field: 'from' },
  evaluate_expression: { value: '{{ 1 }}' },
  evaluate_expressions: { values: ['{{ 1 }}'] },
  update_alert: { name: 'Renamed' },
  update_api_key: { name: 'Renamed' },
  update_credential: { name: 'Renamed' },
  update_variable: { name: 'renamed' },
  update_schedule: { name: 'Renamed' },
};

/** A body with what is known of it. */
export function knownBody(operationId: string, sample: unknown): object {
  return { ...KNOWN_BODIES[operationId], ...Object(sample) };
}
