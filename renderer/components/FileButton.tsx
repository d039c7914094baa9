import { type ReactNode, useRef } from 'react'
import { Button } from './Button.tsx'
import hidden from './hidden.module.css'

type FileButtonProps = {
  children: ReactNode
  /** Endings of file names. */
  accept: readonly string[]
  onFile: (file: File) => void | Promise<void>
  /** Where more than one file can be chosen. */
  label?: string
}

/** Chooses one file, and hands it to whoever reads it. */
export function FileButton({ children, accept, onFile, label }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  const read = async (file: File | undefined) => {
    if (file) await onFile(file)
    // So that the same file can be chosen again after it was corrected.
    if (input.current) input.current.value = ''
  }
  return (
    <div>
      <input
        ref={input}
        type="file"
        className={hidden['hidden']}
        accept={accept.join(',')}
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => void read(event.target.files?.[0])}
      />
      <Button small onPress={() => input.current?.click()} {...(label === undefined ? {} : { label })}>
        {children}
      </Button>
    </div>
  )
}
