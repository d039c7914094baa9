import type { ReactNode } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components/Modal'
import styles from './DialogFrame.module.css'

type DialogFrameProps = {
  title: string
  role?: 'dialog' | 'alertdialog'
  onClose: () => void
  children: ReactNode
  /** What it can be left by: the harmless one first. */
  buttons: ReactNode
}

/** Above everything else, until it is answered. Escape and a press beside it close it. */
export function DialogFrame({ title, role = 'dialog', onClose, children, buttons }: DialogFrameProps) {
  return (
    <ModalOverlay
      className={styles['overlay'] ?? ''}
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className={styles['modal'] ?? ''}>
        <Dialog role={role} className={styles['dialog'] ?? ''}>
          <Heading slot="title" className={styles['title'] ?? ''}>
            {title}
          </Heading>
          {children}
          <div className={styles['buttons']}>{buttons}</div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
