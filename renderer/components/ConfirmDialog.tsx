import { Button } from './Button.tsx'
import { useQuestion } from './confirm.ts'
import { DialogFrame } from './DialogFrame.tsx'

/** Where `confirm` asks: one per window. Leaving it means no. */
export function ConfirmDialog() {
  const asked = useQuestion((state) => state.asked)
  if (!asked) return null
  return (
    <DialogFrame
      role="alertdialog"
      title={asked.title}
      onClose={() => asked.answer(false)}
      buttons={
        <>
          <Button autoFocus onPress={() => asked.answer(false)}>
            {asked.no}
          </Button>
          <Button look="primary" onPress={() => asked.answer(true)}>
            {asked.yes}
          </Button>
        </>
      }
    >
      <p>{asked.body}</p>
    </DialogFrame>
  )
}
