import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Button } from '../../../renderer/components/Button.tsx'
import { StatusPill } from '../../../renderer/components/StatusPill.tsx'

afterEach(cleanup)

describe('a button that can not be pressed now', () => {
  it('can be reached and says why', async () => {
    const onPress = vi.fn<() => void>()
    render(
      <Button onPress={onPress} disabledReason="No delivery is chosen.">
        Redeliver
      </Button>,
    )
    await userEvent.tab()
    const button = screen.getByRole('button', { name: 'Redeliver', description: 'No delivery is chosen.' })
    expect(document.activeElement).toBe(button)
    expect(button.getAttribute('aria-disabled')).toBe('true')
    await userEvent.click(button)
    await userEvent.keyboard('{Enter}')
    expect(onPress).not.toHaveBeenCalled()
  })

  it('takes no second press while it is at work', async () => {
    const onPress = vi.fn<() => void>()
    render(
      <Button onPress={onPress} pending>
        Save
      </Button>,
    )
    await userEvent.click(screen.getByRole('button', { name: 'Save' }))
    expect(onPress).not.toHaveBeenCalled()
  })
})

describe('a status', () => {
  it('is a word and its reason; the shape is for the eye only', () => {
    render(
      <StatusPill tone="warn" shape="▲" word="Warning">
        401: token refused
      </StatusPill>,
    )
    expect(screen.getByText('▲').getAttribute('aria-hidden')).toBe('true')
    expect(screen.getByText('Warning')).toBeDefined()
    expect(screen.getByText(/401: token refused/)).toBeDefined()
  })
})
