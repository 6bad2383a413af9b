/** The signs of Markdown, and what stands for them while it is removed: characters that Unicode keeps out of all texts. */
const SIGNS = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
const FIRST_STAND_IN = 0xfdd0;

const SIGN = /[!-/:-@[-`{-~]/g;
const STAND_IN = /[\ufdd0-\ufdef]/g;
const FENCE = /^[ \t]*(`{3,}(?=[^`]*$)|~{3,})/;

/** The text without characters that would be taken for signs afterwards. */
export function withoutStandIns(text: string): string {
  return text.replace(STAND_IN, '\ufffd');
}

/** The text with something else for each sign, which no rule of Markdown sees. */
export function hideSigns(text: string): string {
  return text.replace(SIGN, (sign) => String.fromCharCode(FIRST_STAND_IN + SIGNS.indexOf(sign)));
}

/** The same signs again. */
export function showSigns(text: string): string {
  return text.replace(STAND_IN, (standIn) => SIGNS.charAt(standIn.charCodeAt(0) - FIRST_STAND_IN));
}

/** Hides what stands between fences, and takes the fences away. */
export function hideBlocks(text: string): string {
  const kept: string[] = [];
  let fence = '';
  for (const line of text.split('\n')) {
    const found = FENCE.exec(line)?.[1] ?? '';
    if (fence === '') {
      if (found === '') kept.push(line);
      fence = found;
    } else if (found.startsWith(fence) && line.trim() === found) fence = '';
    else kept.push(hideSigns(line));
  }
  return kept.join('\n');
}
