import { act, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { mount } from '../../renderer/mount.tsx'

test('a bug that stops the window ends in a page that says so and what to do', () => {
  const reported = vi.fn()
  vi.stubGlobal('reportError', reported)
  const element = document.body.appendChild(document.createElement('div'))
  const Broken = (): never => {
    throw new TypeError('x is not a function')
  }
  let unmount = () => {}
  act(() => void (unmount = mount(element, <Broken />)))
  screen.getByRole('heading', { name: 'The window has stopped because of a bug' })
  screen.getByText('TypeError: x is not a function')
  screen.getByRole('button', { name: 'Reload window' })
  expect(reported).toHaveBeenCalled()
  act(unmount)
  element.remove()
  vi.unstubAllGlobals()
})
