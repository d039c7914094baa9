import { useState } from 'react'
import { refusalWords } from '../../../bridge.ts'
import { Button } from '../../../components/Button.tsx'
import { CodeBlock } from '../../../components/CodeBlock.tsx'
import { confirm } from '../../../components/confirm.ts'
import { toast } from '../../../components/toasts.ts'
import { copyText } from '../../../copy.ts'
import { RelativeTime } from '../../../format/RelativeTime.tsx'
import styles from '../SourceCard.module.css'

type HttpTokenProps = {
  madeAt: number | null
  /** Just made: this is the only time it can be read. */
  token: string | null
  makeToken: () => Promise<void>
}

export function HttpToken({ madeAt, token, makeToken }: HttpTokenProps) {
  const [pending, setPending] = useState(false)

  const rotate = async () => {
    const agreed =
      madeAt === null ||
      (await confirm({
        title: 'Make a new token?',
        body: 'The one there is ends at once: every sender is refused until it has the new one.',
        yes: 'Make new token',
        no: 'Cancel',
      }))
    if (!agreed) return
    setPending(true)
    await makeToken().catch((error: unknown) => toast(refusalWords(error), { tone: 'danger' }))
    setPending(false)
  }

  return (
    <div className={styles['part']}>
      <div className={styles['row']}>
        <span>
          <strong>Token</strong>{' '}
          <span className={styles['quiet']}>
            {madeAt === null ? (
              'There is none: nobody gets in.'
            ) : (
              <>
                •••• made <RelativeTime at={madeAt} />
              </>
            )}
          </span>
        </span>
        <Button small look={madeAt === null ? 'primary' : 'plain'} pending={pending} onPress={() => void rotate()}>
          {madeAt === null ? 'Make token' : 'Make new token …'}
        </Button>
      </div>
      {token !== null && (
        <div role="status" className={styles['part']}>
          <p>Copy it now. It is shown this once; the app keeps only what it needs to recognise it.</p>
          <CodeBlock label="Token" text={token} />
          <div>
            <Button small look="primary" onPress={() => void copyText(token, 'The token')}>
              Copy token
            </Button>
          </div>
        </div>
      )}
    </div>
  )
}
