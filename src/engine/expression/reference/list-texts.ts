/** The methods of lists, objects and sets: `signature | text`, one a line. None of them changes its data. */
export const LIST = `
append(...values): list | With values behind it.
at(index): value | The element at an index; from the end if it is negative.
average(): number | The average of its numbers.
chunk(size): list | Lists of so many elements each.
compact(): list | Without empty values, at every level.
concat(...lists): list | With other lists behind it.
copyWithin(target, start, end?): list | With a part of it copied to another place.
difference(other): list | The elements that another list has not.
entries(): list | Pairs of index and element.
every(test): boolean | Whether a test holds for all elements.
fill(value, start?, end?): list | With a value in the place of its elements.
filter(test): list | The elements for which a test holds.
find(test): value | The first element for which a test holds.
findIndex(test): number | Where the first element is for which a test holds; -1: nowhere.
findLast(test): value | The last element for which a test holds.
findLastIndex(test): number | Where the last element is for which a test holds; -1: nowhere.
first(): value | The first element.
flat(depth = 1): list | With the elements of its lists in their place.
flatMap(make): list | What a function makes of each element, joined.
forEach(call): undefined | Calls a function with each element, and gives nothing.
includes(value, from?): boolean | Whether it has a value.
indexOf(value, from?): number | Where a value is first; -1: nowhere.
intersection(other): list | The elements that another list has, too.
isEmpty(): boolean | Whether it has no elements.
isNotEmpty(): boolean | Whether it has elements.
join(separator = ','): text | Its elements as one text.
keys(): list | Its indices.
last(): value | The last element.
lastIndexOf(value, from?): number | Where a value is last; -1: nowhere.
map(make): list | What a function makes of each element.
max(): number | The largest of its numbers.
merge(other?): object | Its objects, joined with those of another list, as one.
mergeIntoObject(): object | Its objects as one; of fields with the same name the first counts.
min(): number | The smallest of its numbers.
pluck(...fields): list | The values of the named fields of its objects.
pop(): value | The last element; the list keeps it.
push(): never | Refused: data never changes. Use append or concat.
randomItem(): value | One of its elements, by chance.
reduce(combine, start?): value | One value, made from its elements one after the other.
reduceRight(combine, start?): value | The same from the end.
removeDuplicates(...fields): list | The same as unique.
renameKeys(from, to, ...): list | Its objects with fields renamed, by pairs of names.
reverse(): list | In reverse order.
shift(): value | The first element; the list keeps it.
slice(start?, end?): list | A part of it; negative places count from the end.
smartJoin(keyField, valueField): object | One object, with a field from each of its objects.
some(test): boolean | Whether a test holds for one element at least.
sort(compare?): list | Sorted: as texts, or as a function compares.
splice(start, count?, ...values): list | The elements that were to be taken out; the list keeps them.
sum(): number | The sum of its numbers.
toBoolean(): undefined | Undefined: it is neither true nor false.
toDateTime(): undefined | Undefined: it is no moment.
toFloat(): undefined | Undefined: it is no number.
toInt(): undefined | Undefined: it is no number.
toJsonString(): text | The list as JSON.
toLocaleString(locales?, options?): text | Its elements as people of a language write them, with commas.
toReversed(): list | In reverse order.
toSorted(compare?): list | Sorted: as texts, or as a function compares.
toSpliced(start, count?, ...values): list | Without some elements, and with others in their place.
toString(): text | Its elements with commas.
union(other): list | The elements of both lists, each once.
unique(...fields): list | Without duplicates; objects may be compared by some fields alone.
unshift(): never | Refused: data never changes. Use concat.
values(): list | Its elements.
with(index, value): list | With another value at an index.`;

export const OBJECT = `
compact(): object | Without fields whose values are empty, at every level.
hasField(name): boolean | Whether it has a field.
hasOwnProperty(name): boolean | Whether it has a field.
isEmpty(): boolean | Whether it has no fields.
isNotEmpty(): boolean | Whether it has fields.
keepFieldsContaining(text): object | The fields whose values are texts with this text in them.
keys(): list | The names of its fields.
propertyIsEnumerable(name): boolean | Whether it has a field.
removeField(name): object | Without a field.
removeFieldsContaining(text): object | Without the fields whose values have this text in them.
toBoolean(): undefined | Undefined: it is neither true nor false.
toDateTime(): undefined | Undefined: it is no moment.
toFloat(): undefined | Undefined: it is no number.
toInt(): undefined | Undefined: it is no number.
toJsonString(): text | The object as JSON.
toLocaleString(): text | What JavaScript makes of an object as a text.
toString(): text | What JavaScript makes of an object as a text.
urlEncode(): text | Its fields as the query of a URL.
valueOf(): object | The object itself.
values(): list | The values of its fields.`;

export const SET_VALUE = `
has(value): boolean | Whether it has a value.
keys(): list | Its values.
size | How many values it has.
values(): list | Its values.`;
