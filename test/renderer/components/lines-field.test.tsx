import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { expect, test } from 'vitest'
import { LinesField } from '../../../renderer/components/LinesField.tsx'
import { Button } from '../../../renderer/components/Button.tsx'
import { renderApp } from '../support/render-app.tsx'

const lists: string[][] = []

function Field() {
  const [value, setValue] = useState<string[]>(['one'])
  lists.push(value)
  return (
    <>
      <LinesField label="Hosts" value={value} onChange={setValue} />
      <Button onPress={() => setValue(['first', 'second'])}>Put back</Button>
    </>
  )
}

const box = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Hosts' })

test('each line is one thing, and an empty line stays while it is typed but is none', async () => {
  await renderApp(<Field />)
  await userEvent.type(box(), '{Enter}{Enter} two ')
  expect(box().value).toBe('one\n\n two ')
  expect(lists.at(-1)).toEqual(['one', 'two'])
})

test('a list set from elsewhere replaces what was typed', async () => {
  await renderApp(<Field />)
  await userEvent.type(box(), '{Enter}')
  await userEvent.click(screen.getByRole('button', { name: 'Put back' }))
  expect(box().value).toBe('first\nsecond')
})
