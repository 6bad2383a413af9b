/** How many pages a form may have, and how many fields each of them. */
export const MAX_STEPS = 20;
export const MAX_FORM_FIELDS = 100;

/** How many choices a field may have. */
export const MAX_CHOICES = 500;

/** How long the text of a field may be, in UTF-16 units. */
export const MAX_SHORT_TEXT = 2_000;
export const MAX_LONG_TEXT = 100_000;

/** How many files a field may take. */
export const MAX_FILES = 20;

/** How large a file may be, in MiB: what a call may bring. */
export const MAX_FILE_MIB = 10;
