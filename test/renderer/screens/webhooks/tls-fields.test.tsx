import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { pinCommand } from '../../../../renderer/screens/webhooks/form/pin-command.ts'
import { sampleSnapshot } from '../../support/sample-data.ts'
import { webhookIds } from '../../support/sample-webhooks.ts'
import { errorAt, field, fillIn, openForm, openWebhooks, press } from './form-support.tsx'

const pin = 'sha256/47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
const choose = (name: string) => userEvent.click(screen.getByRole('radio', { name }))
const paste = async (label: string, text: string) => {
  await userEvent.click(screen.getByLabelText(label))
  await userEvent.paste(text)
}
const chooseFile = (input: string, file: File) => {
  const button = screen.getByRole('button', { name: input })
  const chooser = button.parentElement?.querySelector('input')
  if (!chooser) throw new Error(`no file input beside ${input}`)
  return userEvent.upload(chooser, file, { applyAccept: false })
}

/** The form of Jira, which has a client certificate. */
function openStored() {
  const snapshot = sampleSnapshot()
  const clientCertificate = { subject: 'CN=soc', validTo: Date.now() + 3 * 86_400_000, updatedAt: Date.now() }
  snapshot.webhooks = snapshot.webhooks.map((one) =>
    one.id === webhookIds.jira ? { ...one, clientCertificate, pins: [pin] } : one,
  )
  return openWebhooks({ webhookId: webhookIds.jira, webhookPanel: 'edit' }, snapshot)
}

describe('TLS in the form', () => {
  it('is folded away, and as it is trusts the well-known CAs and shows no client certificate', async () => {
    const { bridge } = await openForm()
    expect(screen.getByRole('button', { name: /^TLS/ }).textContent).toBe('TLSWell-known CAs')
    await fillIn()
    await press('Save')
    await waitFor(() =>
      expect(bridge.callsOf('webhooks.create')[0]).toMatchObject({
        draft: { clientCertificate: { kind: 'none' }, pins: [], proxy: { kind: 'settings' } },
      }),
    )
  })

  it('takes a client certificate as PEM, its key behind dots', async () => {
    const { bridge } = await openForm()
    await fillIn()
    await press(/^TLS/)
    await choose('PEM')
    await paste('Certificate (PEM)', 'the certificate')
    await paste('Private key (PEM)', 'the\nkey')
    await paste('Passphrase of the key', 'open')
    expect(screen.getByLabelText('Private key (PEM)').className).toMatch(/dots/)
    expect(screen.getByLabelText('Passphrase of the key').getAttribute('type')).toBe('password')
    await press('Save')
    await waitFor(() =>
      expect(bridge.callsOf('webhooks.create')[0]).toMatchObject({
        draft: {
          clientCertificate: { kind: 'pem', certificate: 'the certificate', key: 'the\nkey', passphrase: 'open' },
        },
      }),
    )
  })

  it('takes a client certificate as a file, which crosses as base64', async () => {
    const { bridge } = await openForm()
    await fillIn()
    await press(/^TLS/)
    await choose('File (.p12, .pfx)')
    await chooseFile('Choose a file with certificate and key', new File([new Uint8Array([1, 2, 250])], 'soc.p12'))
    await screen.findByText('soc.p12, 3 B')
    await press('Save')
    await waitFor(() =>
      expect(bridge.callsOf('webhooks.create')[0]).toMatchObject({
        draft: { clientCertificate: { kind: 'pfx', file: 'AQL6', passphrase: null } },
      }),
    )
  })

  it('refuses a file that is too large to be a certificate, and says how large one may be', async () => {
    await openForm()
    await press(/^TLS/)
    await choose('File (.p12, .pfx)')
    await chooseFile('Choose a file with certificate and key', new File([new Uint8Array(150_001)], 'disk.pfx'))
    await screen.findByText(/disk.pfx has 146 KB; a certificate file has at most 146 KB/)
    screen.getByText('No file chosen yet')
  })

  it('shows of a stored certificate whose it is and when it ends, and keeps it unless told otherwise', async () => {
    const { bridge } = await openStored()
    await press(/^TLS/)
    screen.getByText('CN=soc')
    screen.getByText(/^expires in [23] days, on/)
    await choose('None')
    await choose('Stored')
    await press('Save')
    await waitFor(() =>
      expect(bridge.callsOf('webhooks.update')[0]).toMatchObject({
        draft: { clientCertificate: { kind: 'keep' }, pins: [pin] },
      }),
    )
  })

  it('does not lose what was typed while another kind is looked at', async () => {
    await openForm()
    await press(/^TLS/)
    await choose('PEM')
    await paste('Certificate (PEM)', 'the certificate')
    await choose('None')
    await choose('PEM')
    expect((field('Certificate (PEM)') as HTMLTextAreaElement).value).toBe('the certificate')
  })

  it('says which line is no pin', async () => {
    await openForm()
    await press(/^TLS/)
    await paste('Pinned public keys', `${pin}\nnonsense`)
    await userEvent.tab()
    await waitFor(() =>
      expect(errorAt('Pinned public keys')).toBe(
        'Line 2: A pin looks like sha256/ followed by 44 characters of base64.',
      ),
    )
  })

  it('shows what main refuses of a key at the key', async () => {
    const { bridge } = await openForm()
    const message = 'The key does not fit the certificate.'
    bridge.refuse('webhooks.create', { code: 'invalid', message, fields: { 'draft.clientCertificate.key': message } })
    await fillIn()
    await press(/^TLS/)
    await choose('PEM')
    await press('Save')
    await waitFor(() => expect(errorAt('Private key (PEM)')).toBe(message))
    await paste('Private key (PEM)', 'another')
    await waitFor(() => expect(errorAt('Private key (PEM)')).toBeNull())
  })
})

it.each([
  ['https://tickets.corp.example:8443/in', '-connect tickets.corp.example:8443 -servername tickets.corp.example '],
  ['https://tines.example', '-connect tines.example:443 '],
  ['https://[::1]:8443/', '-connect [::1]:8443 </dev/null'],
  ['https://10.0.0.8', '-connect 10.0.0.8:443 </dev/null'],
  ['not yet', '-connect host.example.com:443 '],
  [null, '-connect host.example.com:443 '],
])('the command that prints a pin for %s asks %s', (url, asks) => expect(pinCommand(url)).toContain(asks))
