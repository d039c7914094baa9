import { type ReactNode, useId } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import styles from './Button.module.css'
import { classes } from './classes.ts'
import hidden from './hidden.module.css'

export type ButtonProps = {
  children: ReactNode
  onPress?: () => void
  /** `primary`: the one thing to do next. `quiet`: no edge, for lists and fields. */
  look?: 'primary' | 'plain' | 'danger' | 'quiet'
  type?: 'button' | 'submit'
  /** It is being done: the button stays focused and takes no second press. */
  pending?: boolean
  /** Why it can't be pressed now. The button can still be reached, so that the reason can be read. */
  disabledReason?: string | null | undefined
  /** Where the visible words are not enough, or there is an icon only. */
  label?: string
  /** The id of what else is to be read out with it. */
  describedBy?: string | undefined
  icon?: ReactNode
  small?: boolean
  autoFocus?: boolean
}

export function Button(props: ButtonProps) {
  const {
    children,
    onPress,
    look = 'plain',
    type = 'button',
    pending = false,
    disabledReason,
    label,
    icon,
    describedBy,
  } = props
  const reasonId = useId()
  const off = typeof disabledReason === 'string'
  const description = off ? reasonId : describedBy
  return (
    <>
      <AriaButton
        className={classes(styles['button'], styles[look], props.small === true && styles['small'])}
        type={off ? 'button' : type}
        isPending={pending}
        {...(off ? { 'aria-disabled': true } : {})}
        {...(description === undefined ? {} : { 'aria-describedby': description })}
        {...(off || !onPress ? {} : { onPress })}
        {...(label === undefined ? {} : { 'aria-label': label })}
        {...(props.autoFocus === true ? { autoFocus: true } : {})}
        data-off={off || undefined}
      >
        <span className={styles['content']}>
          {icon}
          {children}
        </span>
        {pending && <span className={styles['pending']} aria-hidden="true" />}
        {off && (
          <span className={styles['reason']} aria-hidden="true">
            {disabledReason}
          </span>
        )}
      </AriaButton>
      {off && (
        <span id={reasonId} className={hidden['hidden']}>
          {disabledReason}
        </span>
      )}
    </>
  )
}
