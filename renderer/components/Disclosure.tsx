import type { ReactNode } from 'react'
import { Disclosure as AriaDisclosure, Button, DisclosurePanel, Heading } from 'react-aria-components/Disclosure'
import styles from './Disclosure.module.css'

type DisclosureProps = {
  title: string
  /** What is in there, in short, so that it need not be opened to know. */
  summary?: ReactNode
  open?: boolean
  onOpenChange?: (open: boolean) => void
  children: ReactNode
}

/** Folded away until asked for. What is in it stays mounted, so nothing typed is lost. */
export function Disclosure({ title, summary, open, onOpenChange, children }: DisclosureProps) {
  return (
    <AriaDisclosure
      className={styles['disclosure'] ?? ''}
      {...(open === undefined ? {} : { isExpanded: open })}
      {...(onOpenChange ? { onExpandedChange: onOpenChange } : {})}
    >
      <Heading level={3}>
        <Button slot="trigger" className={styles['trigger'] ?? ''}>
          <svg className={styles['arrow']} viewBox="0 0 12 12" aria-hidden="true">
            <path d="m4.5 3 3 3-3 3" />
          </svg>
          <span className={styles['title']}>{title}</span>
          {summary !== undefined && <span className={styles['summary']}>{summary}</span>}
        </Button>
      </Heading>
      <DisclosurePanel>
        <div className={styles['panel']}>{children}</div>
      </DisclosurePanel>
    </AriaDisclosure>
  )
}
