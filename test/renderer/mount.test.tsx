import { screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { mount } from '../../renderer/mount.tsx'

test('a bug that stops the window ends in a page that says so and what to do', async () => {
  const reported = vi.fn()
  vi.stubGlobal('reportError', reported)
  const element = document.body.appendChild(document.createElement('div'))
  const Broken = (): never => {
    throw new TypeError('x is not a function')
  }
  const unmount = mount(element, <Broken />)
  await screen.findByRole('heading', { name: 'The window has stopped because of a bug' })
  screen.getByText('TypeError: x is not a function')
  screen.getByRole('button', { name: 'Reload window' })
  expect(reported).toHaveBeenCalledWith(expect.any(TypeError))
  unmount()
  element.remove()
  vi.unstubAllGlobals()
})
