import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { ConfirmDialog } from '../../../../renderer/components/ConfirmDialog.tsx'
import { ToastRegion } from '../../../../renderer/components/ToastRegion.tsx'
import { useToasts } from '../../../../renderer/components/toasts.ts'
import { SentRequest } from '../../../../renderer/screens/deliveries/SentRequest.tsx'
import { renderApp } from '../../support/render-app.tsx'

const sent = {
  method: 'POST',
  url: 'https://host.example.com/••••',
  headers: [['authorization', '••••']] as [string, string][],
  body: '{}',
}

async function openRequest() {
  const { bridge } = await renderApp(
    <>
      <SentRequest deliveryId="dlv_1" number={2} sent={sent} />
      <ConfirmDialog />
      <ToastRegion />
    </>,
  )
  return bridge
}
const press = async (name: string) => userEvent.click(await screen.findByRole('button', { name }))

test('where nothing is dotted out, nothing is said of dots, and the last word on the clipboard is the only one', async () => {
  await renderApp(
    <>
      <SentRequest deliveryId="dlv_1" number={2} sent={{ ...sent, url: 'https://host.example.com/', headers: [] }} />
      <ToastRegion />
    </>,
  )
  await press('Copy as cURL')
  await press('Copy as cURL')
  await screen.findByText('A curl command for a POSIX shell is on the clipboard.')
  expect(useToasts.getState().toasts).toHaveLength(1)
})

test('a request is copied as it is shown: with dots', async () => {
  const bridge = await openRequest()
  await press('Copy as cURL')
  expect(bridge.callsOf('curl.copy')).toEqual([{ sent }])
  await screen.findByText('A curl command for a POSIX shell is on the clipboard. Put the secrets in for the dots.')
})

test('with its secrets it is copied only after the analyst has read what that means', async () => {
  const bridge = await openRequest()
  await press('Copy with secrets…')
  const question = await screen.findByRole('alertdialog', { name: 'Copy with secrets?' })
  expect(question.textContent).toContain('Whoever reads the clipboard')
  await press('Cancel')
  expect(bridge.callsOf('curl.copyWithSecrets')).toEqual([])

  await press('Copy with secrets…')
  await press('Copy with secrets')
  expect(bridge.callsOf('curl.copyWithSecrets')).toEqual([{ id: 'dlv_1', number: 2 }])
  await screen.findByText(/A curl command with secrets is on the clipboard/)
})

test('what main refuses is said, and nothing is said to be on the clipboard', async () => {
  const bridge = await openRequest()
  bridge.refuse('curl.copyWithSecrets', { message: 'This webhook was deleted.' })
  await press('Copy with secrets…')
  await press('Copy with secrets')
  await screen.findByText('This webhook was deleted.')
  expect(screen.queryByText(/A curl command with secrets/)).toBeNull()
})
