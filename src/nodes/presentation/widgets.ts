/** What a text is written in. */
type Language = 'javascript' | 'json' | 'html' | 'markdown' | 'xml' | 'csv' | 'graphql' | 'expression' | 'plain';

/** How a form shows a field, beyond what the type of its value says. */
export type Widget = {
  readonly widget?: 'multiline' | 'code' | 'secret';
  readonly language?: Language;
  /** The field matters only while another field at its side has one of these values. */
  /** A service tells which values there are: see `src/nodes/options/`. */
  readonly options?: true;
  readonly show_if?: { readonly field: string; readonly is: readonly (string | boolean)[] };
};

/** By the path of a field in the config: names joined by dots, `[]` for what is in a list. */
export type Widgets = { readonly [path: string]: Widget };

const MULTILINE: Widget = { widget: 'multiline' };
const SECRET: Widget = { widget: 'secret' };

function code(language: Language): Widget {
  return { widget: 'code', language };
}

function shownIf(field: string, ...is: readonly (string | boolean)[]): Widget {
  return { show_if: { field, is } };
}

const SOME_FIELDS = shownIf('include', 'selected', 'except');
const TO_FILE = shownIf('output', 'file');
const TO_FIELD = shownIf('output', 'field');
const OUTPUT = { output_field: TO_FIELD, file_name: TO_FILE };

/** The fields of nodes that want more than a line of plain text, or are not always wanted. */
export const WIDGETS: { readonly [type: string]: Widgets } = {
  'trigger.webhook': {
    'authentication.key.public_key': MULTILINE,
    'authentication.verify_token': SECRET,
    only_if: code('expression'),
    'deduplication.key': code('expression'),
    immediate_response: shownIf('respond', 'immediately'),
    'immediate_response.body': MULTILINE,
    response_timeout_seconds: shownIf('respond', 'last_node', 'respond_node'),
    response: shownIf('respond', 'last_node'),
  },
  'trigger.form': {
    description: MULTILINE,
    'fields[].help': MULTILINE,
    'steps[].description': MULTILINE,
    'answer.text': MULTILINE,
  },
  'action.http': {
    body: { ...code('json'), ...shownIf('body_type', 'json', 'form', 'multipart', 'text') },
    binary_property: shownIf('body_type', 'binary'),
    content_type: shownIf('body_type', 'text', 'binary'),
  },
  'action.set': {
    json: { ...code('json'), ...shownIf('mode', 'json') },
    fields: shownIf('mode', 'fields'),
    include_fields: SOME_FIELDS,
  },
  'action.code': { code: code('javascript') },
  'action.respond': {
    body: { ...code('json'), ...shownIf('respond_with', 'json', 'text') },
    wrap_in: shownIf('respond_with', 'all_items'),
    binary_property: shownIf('respond_with', 'binary'),
    redirect_url: shownIf('respond_with', 'redirect'),
  },
  'action.execute_workflow': { inputs: code('json') },
  'action.stop_error': { message: MULTILINE, details: code('json') },
  'action.aggregate': { include_fields: SOME_FIELDS },
  'action.split_out': { include_fields: shownIf('include', 'selected') },
  'action.remove_duplicates': { fields: shownIf('compare', 'selected', 'except') },
  'action.crypto': { secret: SECRET, private_key: SECRET },
  'action.jwt': { claims: code('json'), token: MULTILINE },
  'action.totp': { secret: SECRET },
  'action.html': { text: code('html'), template: code('html'), ...OUTPUT },
  'action.markdown': { text: code('markdown'), ...OUTPUT },
  'action.xml': { text: code('xml'), value: code('json'), ...OUTPUT },
  'action.csv': { text: code('csv'), ...OUTPUT },
  'action.json': { text: code('json'), ...OUTPUT },
  'action.file': { text: MULTILINE, base64: MULTILINE },
  'action.calendar': { text: MULTILINE, description: MULTILINE, ...OUTPUT },
  'action.graphql': {
    query: { ...code('graphql'), options: true },
    variables: code('json'),
    output_field: shownIf('response_format', 'text'),
  },
  'action.send_email': { from: { options: true }, text: MULTILINE, html: code('html') },
  'logic.wait': { description: MULTILINE, 'fields[].help': MULTILINE, 'answer.text': MULTILINE },
  'logic.approval': { message: MULTILINE },
};
