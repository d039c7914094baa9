/**
 * What a reader can't see but may be fooled by: control characters (line ends and tabs stay), zero-width characters,
 * and marks that turn the direction of writing ("gpj.exe" read as "exe.jpg").
 */
const unseen = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** The text with each unseen character written out: ⟨U+202E⟩. What comes from outside is shown only through this. */
export const visibleText = (text: string): string =>
  text
    .replace(/\r\n/g, '\n')
    .replace(unseen, (char) => `⟨U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`)
