import { useState } from 'react'
import { TextField, type TextFieldProps } from './TextField.tsx'

type LinesFieldProps = Omit<TextFieldProps, 'value' | 'onChange' | 'lines'> & {
  value: readonly string[]
  onChange: (lines: string[]) => void
  lines?: number
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** A list, one thing per line. Empty lines are left alone while they are typed and are not in the list. */
export function LinesField({ value, onChange, lines = 4, ...rest }: LinesFieldProps) {
  const [text, setText] = useState(() => value.join('\n'))
  // The list was set from elsewhere: put back, or saved.
  const shown = linesOf(text).join('\n') === value.join('\n') ? text : value.join('\n')
  const change = (next: string) => {
    setText(next)
    onChange(linesOf(next))
  }
  return <TextField {...rest} lines={lines} value={shown} onChange={change} />
}
