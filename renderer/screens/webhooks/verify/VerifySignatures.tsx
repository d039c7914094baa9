import { useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { CodeBlock } from '../../../components/CodeBlock.tsx'
import { Disclosure } from '../../../components/Disclosure.tsx'
import { Segmented } from '../../../components/Segmented.tsx'
import { copyText } from '../../../copy.ts'
// oxlint-disable-next-line import/default -- what ?raw imports is the file's text
import node from './verify.mjs?raw'
import powershell from './verify.ps1?raw'
import python from './verify.py?raw'
import styles from './VerifySignatures.module.css'

const languages = [
  { value: 'node', label: 'Node' },
  { value: 'python', label: 'Python' },
  { value: 'powershell', label: 'PowerShell' },
] as const
type Language = (typeof languages)[number]['value']

/** The very files the tests run. */
const snippets: Record<Language, { file: string; text: string }> = {
  node: { file: 'verify.mjs', text: node },
  python: { file: 'verify.py', text: python },
  powershell: { file: 'verify.ps1', text: powershell },
}

/** For whoever writes the receiver: how to tell that a request comes from here. No secret is in it. */
export function VerifySignatures() {
  const [language, choose] = useState<Language>('node')
  const { file, text } = snippets[language]
  return (
    <Disclosure title="Verify signatures" summary="Code for the receiver">
      <p className={styles['note']}>
        Save it as {file} at the receiver. It reads the signing secret from WEBHOOK_SECRET: copy the secret under Edit,
        Signing.
      </p>
      <div className={styles['bar']}>
        <Segmented label="Language" labelHidden value={language} onChange={choose} options={languages} />
        <Button small label={`Copy ${file}`} onPress={() => void copyText(text, file)}>
          Copy
        </Button>
      </div>
      <CodeBlock label={file} text={text} keepLines />
    </Disclosure>
  )
}
