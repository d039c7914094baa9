import type { ReactNode } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components/Modal'
import styles from './DialogFrame.module.css'

type DialogFrameProps = {
  title: string
  role?: 'dialog' | 'alertdialog'
  /** For tables: as wide as the window lets it be, up to 800 px. */
  wide?: boolean
  onClose: () => void
  children: ReactNode
  /** What it can be left by: the harmless one first. */
  buttons: ReactNode
}

/** Above everything else, until it is answered. Escape and a press beside it close it. */
export function DialogFrame({ title, role = 'dialog', wide = false, onClose, children, buttons }: DialogFrameProps) {
  return (
    <ModalOverlay
      className={styles['overlay'] ?? ''}
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className={styles['modal'] ?? ''} data-wide={wide || undefined}>
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
