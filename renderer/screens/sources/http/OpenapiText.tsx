import { useState } from 'react'
import { call, refusalWords } from '../../../bridge.ts'
import { Button } from '../../../components/Button.tsx'
import { CodeBlock } from '../../../components/CodeBlock.tsx'
import { Disclosure } from '../../../components/Disclosure.tsx'
import { copyText } from '../../../copy.ts'
import styles from '../SourceCard.module.css'

/** What it takes and answers, for people and for tools. Read once it is looked at. */
export function OpenapiText({ url }: { url: string }) {
  const [text, setText] = useState<string | null>(null)
  const load = () => {
    call('sources.openapi', {}).then(
      (answer) => setText(answer.text),
      (error: unknown) => setText(refusalWords(error)),
    )
  }
  return (
    <Disclosure title="OpenAPI" summary={`${url}/v1/openapi.json`} onOpenChange={(open) => open && load()}>
      {text !== null && (
        <div className={styles['part']}>
          <div>
            <Button small label="Copy the OpenAPI file" onPress={() => void copyText(text, 'The OpenAPI file')}>
              Copy
            </Button>
          </div>
          <CodeBlock label="OpenAPI" text={text} keepLines />
        </div>
      )}
    </Disclosure>
  )
}
