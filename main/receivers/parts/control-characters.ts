/** One kind of line break, and U+FFFD for control characters but it and the tab: parsers and indexes trip over them. */
export const withoutControls = (text: string): string =>
  text.replaceAll(/\r\n?/g, '\n').replaceAll(/[^\P{Cc}\n\t]/gu, '\ufffd')
