import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components/Modal'
import { Button } from './Button.tsx'
import styles from './ConfirmDialog.module.css'
import { useQuestion } from './confirm.ts'

/** Where `confirm` asks: one per window. Escape and a press beside it mean no. */
export function ConfirmDialog() {
  const asked = useQuestion((state) => state.asked)
  if (!asked) return null
  return (
    <ModalOverlay
      className={styles['overlay'] ?? ''}
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) asked.answer(false)
      }}
    >
      <Modal className={styles['modal'] ?? ''}>
        <Dialog role="alertdialog" className={styles['dialog'] ?? ''}>
          <Heading slot="title" className={styles['title'] ?? ''}>
            {asked.title}
          </Heading>
          <p className={styles['body']}>{asked.body}</p>
          <div className={styles['buttons']}>
            <Button autoFocus onPress={() => asked.answer(false)}>
              {asked.no}
            </Button>
            <Button look="primary" onPress={() => asked.answer(true)}>
              {asked.yes}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
