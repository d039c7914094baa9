import { withoutControls } from './control-characters.ts'

/** For places that take no line break: titles, rows of a table. */
export const oneLine = (text: string): string => withoutControls(text).replaceAll(/\s*[\n\u2028\u2029]\s*/g, ' ')
