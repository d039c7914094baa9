import { useState } from 'react'
import type { Mapping } from '../../../../preload/contract/mapping.ts'
import { Button } from '../../../components/Button.tsx'
import { CodeBlock } from '../../../components/CodeBlock.tsx'
import { Disclosure } from '../../../components/Disclosure.tsx'
import { Segmented } from '../../../components/Segmented.tsx'
import { copyText } from '../../../copy.ts'
import styles from '../SourceCard.module.css'
import { sampleOf, snippets, type SnippetLanguage } from './snippets.ts'

const languages = [
  { value: 'curl', label: 'curl' },
  { value: 'python', label: 'Python' },
  { value: 'powershell', label: 'PowerShell' },
] as const

/** For whoever sets up a sender. The token is not in it. */
export function HttpSnippets({
  mapping,
  ...place
}: {
  url: string
  certificate: string | null
  mapping: Mapping | null
}) {
  const [language, choose] = useState<SnippetLanguage>('curl')
  const text = snippets[language]({ ...place, sample: sampleOf(mapping) })
  return (
    <Disclosure title="Send an event" summary="curl, Python, PowerShell">
      <div className={styles['part']}>
        <p className={styles['quiet']}>It reads the token from the environment variable CASTELLAN_TOKEN.</p>
        <div className={styles['row']}>
          <Segmented label="Language" labelHidden value={language} onChange={choose} options={languages} />
          <Button small label="Copy the snippet" onPress={() => void copyText(text, 'The snippet')}>
            Copy
          </Button>
        </div>
        <CodeBlock label="Snippet" text={text} keepLines />
      </div>
    </Disclosure>
  )
}
