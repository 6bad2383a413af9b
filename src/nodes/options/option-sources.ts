import { graphqlAction } from '../actions/graphql.ts';
import { sendEmailAction } from '../actions/send-email.ts';
import { graphqlOperations } from './graphql-operations.ts';
import { mailSenders } from './mail-senders.ts';
import type { OptionSource } from './option-source.ts';

type OptionField = { readonly type: string; readonly field: string; readonly source: OptionSource };

/** The fields of nodes whose values a service knows. All others are made up by whoever draws. */
export const OPTION_FIELDS: readonly OptionField[] = [
  { type: sendEmailAction.type, field: 'from', source: mailSenders },
  { type: graphqlAction.type, field: 'query', source: graphqlOperations },
];

/** Who tells the options of a field; `undefined`: nobody. */
export function optionSource(type: string, field: string): OptionSource | undefined {
  return OPTION_FIELDS.find((known) => known.type === type && known.field === field)?.source;
}
