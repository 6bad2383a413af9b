/** The names that stand for themselves, and what `$input` and other nodes have: `signature | text`, one a line. */
export const NAMES = `
$(node): node | Another node, by its name or id.
$average(...numbers): number | The average of numbers.
$binary | The files of the current item.
$execution | The execution: id, mode, resumeUrl.
$if(condition, then, else = false): value | One value if a condition holds, else the other.
$ifEmpty(value, other): value | The value, or the other one if it is empty.
$input | What the node received.
$itemIndex | Which of the items that the node received is the current one, from 0.
$jmespath(data, query): value | What a JMESPath query finds.
$json | The JSON of the current item.
$max(...numbers): number | The largest of numbers.
$min(...numbers): number | The smallest of numbers.
$node | Other nodes by their names: $node["name"].json is the linked item of one.
$not(value): boolean | The opposite of true or false.
$now | The moment at which the node runs, in the zone of the workflow.
$runIndex | Which run of the node this is, from 0.
$today | Midnight of today, in the zone of the workflow.
$vars | The variables of the workspace and the workflow.
$workflow | The workflow: id, name, active.
Array | Functions that make lists.
Boolean(value): boolean | Whether a value counts as true.
Date(...): Date | With new: a date of JavaScript. Also Date.now() and the like.
DateTime | Functions that make moments (Luxon).
Duration | Functions that make durations (Luxon).
Infinity | The number that is larger than all others.
Interval | Functions that make intervals (Luxon).
JSON | Reads and writes JSON.
Math | Functions and constants of mathematics.
NaN | What is no number.
Number(value): number | A value as a number.
Object | Functions about objects.
RegExp(source, flags?): pattern | A regular expression.
Set(list): Set | With new: the values of a list, each once.
String(value): text | A value as a text.
decodeURI(text): text | A URL with its escapes decoded.
decodeURIComponent(text): text | A part of a URL with its escapes decoded.
encodeURI(text): text | A URL with escapes.
encodeURIComponent(text): text | A text as a part of a URL.
execution_id | The id of the execution.
input_data | What the execution began with.
isFinite(value): boolean | Whether a value is a finite number.
isNaN(value): boolean | Whether a value is no number.
node_outputs | By id or name of a node, the JSON of its linked item.
numberList(from, to): list | The whole numbers from one to another.
parseFloat(text): number | The number at the beginning of a text.
parseInt(text, radix?): number | The whole number at the beginning of a text.
trigger_type | What started the execution: manual, webhook, schedule …
undefined | The value of what is not there.
variables | The variables of the workspace and the workflow.
workflow_id | The id of the workflow.
zip(keys, values): object | An object of a list of names and a list of values.`;

export const INPUT = `
all(): list | All items that it received.
binary | The files of the current item.
first(): item | The first item that it received.
item | The current item.
json | The JSON of the current item.
last(): item | The last item that it received.
params | The config of the node.`;

export const NODE = `
all(output?, run?): list | All items that it brought forth.
approvalUrl | The page on which its approval is decided.
binary | The files of the linked item.
first(output?, run?): item | The first item that it brought forth.
formUrl | The form that its wait asks for.
isExecuted | Whether it has run.
item | The item from which the current one was made.
itemMatching(index): item | The item from which the item at an index was made.
json | The JSON of the linked item.
last(output?, run?): item | The last item that it brought forth.
parameter | The config of the node.
params | The config of the node.
resumeUrl | Where its wait is resumed.`;

export const MATH = `
E | Euler's number.
LN10 | The natural logarithm of 10.
LN2 | The natural logarithm of 2.
LOG10E | The logarithm of E to base 10.
LOG2E | The logarithm of E to base 2.
PI | The circumference of a circle by its diameter.
SQRT1_2 | The square root of a half.
SQRT2 | The square root of 2.
abs(x): number | Without its sign.
acos(x): number | The arc cosine, in radians.
acosh(x): number | The inverse hyperbolic cosine.
asin(x): number | The arc sine, in radians.
asinh(x): number | The inverse hyperbolic sine.
atan(x): number | The arc tangent, in radians.
atan2(y, x): number | The angle of a point, in radians.
atanh(x): number | The inverse hyperbolic tangent.
cbrt(x): number | The cube root.
ceil(x): number | The next whole number at or above.
clz32(x): number | How many zero bits 32 bits begin with.
cos(x): number | The cosine of radians.
cosh(x): number | The hyperbolic cosine.
exp(x): number | E to a power.
expm1(x): number | E to a power, less 1.
floor(x): number | The next whole number at or below.
fround(x): number | The nearest number of 32 bits.
hypot(...numbers): number | The square root of the sum of squares.
imul(x, y): number | The product of whole numbers of 32 bits.
log(x): number | The natural logarithm.
log10(x): number | The logarithm to base 10.
log1p(x): number | The natural logarithm of 1 more.
log2(x): number | The logarithm to base 2.
max(...numbers): number | The largest of numbers.
min(...numbers): number | The smallest of numbers.
pow(x, y): number | A number to a power.
random(): number | A number from 0 up to 1, by chance.
round(x): number | The nearest whole number.
sign(x): number | 1, 0 or -1, by the sign.
sin(x): number | The sine of radians.
sinh(x): number | The hyperbolic sine.
sqrt(x): number | The square root.
tan(x): number | The tangent of radians.
tanh(x): number | The hyperbolic tangent.
trunc(x): number | Without what stands behind the point.`;

export const NUMBER_LIB = `
EPSILON | The step from 1 to the next number.
MAX_SAFE_INTEGER | The largest whole number up to which doubles have each one.
MAX_VALUE | The largest double.
MIN_SAFE_INTEGER | The smallest whole number down to which doubles have each one.
MIN_VALUE | The smallest double above 0.
NEGATIVE_INFINITY | The number that is smaller than all others.
NaN | What is no number.
POSITIVE_INFINITY | The number that is larger than all others.
isFinite(value): boolean | Whether a value is a finite number.
isInteger(value): boolean | Whether a value is a whole number.
isNaN(value): boolean | Whether a value is NaN.
isSafeInteger(value): boolean | Whether a value is a whole number that doubles have.
parseFloat(text): number | The number at the beginning of a text.
parseInt(text, radix?): number | The whole number at the beginning of a text.`;

export const OBJECT_LIB = `
assign(object, ...others): object | An object with the fields of others in place of its own.
entries(object): list | Pairs of name and value.
freeze(object): object | The object itself: data never changes.
fromEntries(pairs): object | An object of pairs of name and value.
groupBy(list, keyOf): object | The elements of a list, by what a function says of them.
hasOwn(object, name): boolean | Whether an object has a field.
is(one, other): boolean | Whether two values are the same.
keys(object): list | The names of its fields.
values(object): list | The values of its fields.`;

export const ARRAY_LIB = `
from(values, make?): list | A list of what has elements or a length, or of what a function makes of them.
isArray(value): boolean | Whether a value is a list.
of(...values): list | A list of values.`;

export const DATE_LIB = `
UTC(year, month?, day?, …): number | The milliseconds of a moment in UTC.
now(): number | The milliseconds at which the node runs.
parse(text): number | The milliseconds that a text stands for.`;

export const JSON_LIB = `
parse(text): value | The value of JSON.
stringify(value, fields?, space?): text | A value as JSON.`;

export const STRING_LIB = `
fromCharCode(...codes): text | A text of UTF-16 codes.
fromCodePoint(...codes): text | A text of Unicode code points.`;
