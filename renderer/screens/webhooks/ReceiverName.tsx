import type { ReceiverKind } from '../../../preload/contract/receiver.ts'
import { useMirror } from '../../stores/mirror.ts'

/** As its maker writes it. */
export function ReceiverName({ kind }: { kind: ReceiverKind }) {
  const name = useMirror((state) => state.receivers.find((card) => card.kind === kind)?.name ?? kind)
  return <span title={name}>{name}</span>
}
