import { expect, type Page } from '@playwright/test'
import { unfold, webhookForm } from './webhooks.ts'

/** One of a few that are all in sight; the radio itself is hidden, the words on it are pressed. */
export async function choose(page: Page, group: string, option: string): Promise<void> {
  const choice = page.getByRole('radiogroup', { name: group }).getByText(option, { exact: true })
  await choice.click()
  await expect(page.getByRole('radiogroup', { name: group }).getByRole('radio', { name: option })).toBeChecked()
}

/** A client certificate out of a .p12 file. */
export async function chooseClientCertificate(page: Page, file: Buffer, passphrase: string): Promise<void> {
  await unfold(page, 'TLS')
  await choose(page, 'Client certificate', 'File (.p12, .pfx)')
  const choosing = page.waitForEvent('filechooser')
  await webhookForm(page).getByRole('button', { name: 'Choose a file with certificate and key' }).click()
  await (await choosing).setFiles({ name: 'soc.p12', mimeType: 'application/x-pkcs12', buffer: file })
  await expect(webhookForm(page).getByText(/^soc\.p12/)).toBeVisible()
  await webhookForm(page).getByLabel('Passphrase of the file').fill(passphrase)
}

export async function setOwnProxy(page: Page, url: string, user: string, password: string): Promise<void> {
  await unfold(page, 'Proxy')
  await choose(page, 'Proxy of this webhook', 'Its own')
  await webhookForm(page).getByLabel('Address of the proxy').fill(url)
  await webhookForm(page).getByLabel('User').fill(user)
  await webhookForm(page).getByLabel('Password').fill(password)
}
