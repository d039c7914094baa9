import type { Output } from '../../../../preload/contract/commands.ts'
import { Button } from '../../../components/Button.tsx'
import { show, showDeliveriesOfEvent } from '../../../stores/view.ts'
import { firedWords } from '../selectors.ts'
import styles from './FireResult.module.css'

type FireResultProps = { result: Output<'events.fire'> | null; failure: string | null }

/** What came of it, with the way to where it can be seen. Always there, so that it is read out when it fills. */
export function FireResult({ result, failure }: FireResultProps) {
  return (
    <div className={styles['result']} role="status">
      {failure !== null && <p className={styles['failure']}>{failure}</p>}
      {result && (
        <>
          <p>{firedWords(result)}</p>
          {result.deliveries + result.held > 0 ? (
            <Button small onPress={() => showDeliveriesOfEvent(result.id)}>
              Show deliveries
            </Button>
          ) : (
            <Button small onPress={() => show('webhooks')}>
              Open webhooks
            </Button>
          )}
        </>
      )}
    </div>
  )
}
