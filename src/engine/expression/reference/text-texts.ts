/** The methods of texts, numbers, true and false, and of nothing: `signature | text`, one a line. */
export const TEXT = `
at(index): text | The character at an index; from the end if it is negative.
base64Decode(): text | The text that Base64 stands for.
base64Encode(): text | The text in Base64.
beginningOf(unit = 'week'): date | Of an instant as toISOString writes it: the beginning of its week, month …
charAt(index): text | The character at an index, or an empty text.
charCodeAt(index): number | The UTF-16 code at an index.
codePointAt(index): number | The Unicode code point at an index.
concat(...texts): text | The text with others behind it.
diffTo(other, unit = 'days'): number | Of an instant: how far another moment lies before it.
diffToNow(unit = 'days'): number | Of an instant: how far now lies before it.
endOfMonth(): date | Of an instant: the end of its month.
endsWith(text, end?): boolean | Whether it ends with a text.
extract(part = 'week'): number | Of an instant: its year, month, week …
extractDomain(): text | The domain of an e-mail address or a URL in it.
extractEmail(): text | The first e-mail address in it.
extractUrl(): text | The first URL in it.
extractUrlPath(): text | The path of the URL that it is.
format(format = 'yyyy-MM-dd', locale?): text | Of an instant: written in a format of Luxon.
hash(algorithm = 'md5'): text | Its hash in hex: md5, sha1, sha224, sha256, sha384, sha512, sha3, ripemd160; or base64.
includes(text, from?): boolean | Whether a text is in it.
indexOf(text, from?): number | Where a text begins in it; -1: nowhere.
isBetween(one, other): boolean | Of an instant: whether it lies between two moments.
isBlank(): boolean | Whether it is empty but for white space.
isDomain(): boolean | Whether it is a domain.
isDst(): boolean | Of an instant: whether daylight saving time was in force.
isEmail(): boolean | Whether all of it is an e-mail address.
isEmpty(): boolean | Whether it is empty.
isInLast(amount, unit = 'minutes'): boolean | Of an instant: whether it lies in the time just past.
isNotBlank(): boolean | Whether it has more than white space.
isNotEmpty(): boolean | Whether it is not empty.
isNumeric(): boolean | Whether it is a number.
isUrl(): boolean | Whether it is a URL of http, https or ftp.
isWeekend(): boolean | Of an instant: whether it is a Saturday or Sunday.
isWellFormed(): boolean | Whether it has no half of a surrogate pair.
lastIndexOf(text, from?): number | Where a text begins in it last; -1: nowhere.
length(): number | How many UTF-16 units it has.
localeCompare(other, locales?, options?): number | Below, at or above 0, as it comes before, with or after another text.
match(pattern): list | The first match and its groups; with the flag g all matches; null: none.
matchAll(pattern): list | All matches with their groups; the pattern needs the flag g.
minus(amount, unit?): date | Of an instant: earlier by a duration.
normalize(form = 'NFC'): text | The text in a Unicode normalisation form.
padEnd(length, filler = ' '): text | Filled up to a length at its end.
padStart(length, filler = ' '): text | Filled up to a length at its beginning.
parseJson(): value | The value of the JSON that it is.
plus(amount, unit?): date | Of an instant: later by a duration.
quote(mark = '"'): text | In quotation marks, with those within it escaped.
removeMarkdown(): text | Without the signs of Markdown and HTML tags.
removeTags(): text | Without the tags, comments and hidden parts of HTML.
repeat(count): text | The text so many times.
replace(pattern, replacement): text | With the first match replaced, or all with the flag g.
replaceAll(pattern, replacement): text | With all matches replaced.
replaceSpecialChars(): text | In the nearest ASCII characters.
search(pattern): number | Where the first match begins; -1: nowhere.
slice(start, end?): text | A part of it; negative places count from the end.
split(separator, limit?): list | Its parts between separators.
startsWith(text, from?): boolean | Whether it begins with a text.
substr(start, length?): text | A part of it of a length.
substring(start, end?): text | A part of it between two places.
toBoolean(): boolean | False for false, no, 0 and the empty text; else true.
toDate(): Date | The date of JavaScript that it stands for.
toDateTime(format?, locale?): DateTime | The DateTime that it stands for, in any usual form or in this format.
toDecimalNumber(): number | The same as toFloat.
toFloat(): number | The number at its beginning; a currency sign is left out.
toInt(radix = 10): number | The whole number at its beginning; a currency sign is left out.
toJsonString(): text | The text as JSON.
toLocaleLowerCase(locales?): text | In lower case by the rules of a language.
toLocaleUpperCase(locales?): text | In upper case by the rules of a language.
toLowerCase(): text | In lower case.
toNumber(): number | The number that all of it is.
toSentenceCase(): text | The first letter of each sentence in upper case, all others in lower case.
toSnakeCase(): text | In lower case with underscores, without punctuation.
toString(): text | The text itself.
toTitleCase(): text | With the words in upper case that titles have so.
toUpperCase(): text | In upper case.
toWellFormed(): text | With halves of surrogate pairs replaced.
toWholeNumber(radix = 10): number | The same as toInt.
trim(): text | Without white space at both ends.
trimEnd(): text | Without white space at the end.
trimStart(): text | Without white space at the beginning.
urlDecode(whole = false): text | With its percent escapes decoded.
urlEncode(whole = false): text | Escaped as a part of a URL, or as a whole one.
valueOf(): text | The text itself.`;

export const NUMBER = `
abs(): number | Without its sign.
ceil(): number | The next whole number at or above it.
floor(): number | The next whole number at or below it.
format(locales = 'en-US', options?): text | Written as people of a language write it.
isEmpty(): boolean | Whether it is 0 or no number.
isEven(): boolean | Whether it is even.
isInteger(): boolean | Whether it is whole.
isNotEmpty(): boolean | Whether it is another number than 0.
isOdd(): boolean | Whether it is odd.
round(places = 0): number | Rounded to so many decimal places.
toBoolean(): boolean | False for 0, else true.
toDateTime(unit = 'ms'): DateTime | The moment so many ms, s or us after 1970.
toDouble(): number | The nearest double of a number with more digits.
toExponential(digits?): text | Written with an exponent.
toFixed(digits = 0): text | Written with so many decimal places.
toFloat(): number | The number itself.
toInt(): number | Rounded to a whole number.
toLocaleString(locales?, options?): text | Written as people of a language write it.
toNumber(): number | The number itself.
toPrecision(digits?): text | Written with so many digits.
toString(radix = 10): text | Written as a text.
valueOf(): number | The number itself.`;

export const BOOLEAN = `
isEmpty(): boolean | Whether it is false.
isNotEmpty(): boolean | Whether it is true.
toBoolean(): boolean | The value itself.
toDateTime(): undefined | Undefined: it is no moment.
toFloat(): number | 1 for true, 0 for false.
toInt(): number | 1 for true, 0 for false.
toNumber(): number | 1 for true, 0 for false.
toString(): text | true or false as a text.
valueOf(): boolean | The value itself.`;

export const NOTHING = `
isEmpty(): boolean | True: null and undefined are empty.
isNotEmpty(): boolean | False: null and undefined are empty.`;

export const PATTERN = `
dotAll | Whether its dot matches line breaks, too: the flag s.
exec(text): list | The first match with its groups; null: none.
flags | Its flags.
global | Whether it finds all matches: the flag g.
ignoreCase | Whether upper and lower case are the same to it: the flag i.
lastIndex | Always 0: a pattern keeps no place.
multiline | Whether ^ and $ match at each line: the flag m.
source | The pattern without slashes and flags.
test(text): boolean | Whether it matches somewhere in a text.
toString(): text | The pattern with slashes and flags.`;
