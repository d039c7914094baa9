import { type RefinementCtx, z } from 'zod'

// Transforms of the fields an analyst types: each answers the normalised value, or says at the field what is wrong and
// what to do. They are shared by the form and by main, so the two can't disagree.

// The one parser both sides have. Neither Node's nor the DOM's types are in the contract's reach.
declare const URL: {
  parse(text: string):
    | {
        [
          part in 'protocol' | 'username' | 'password' | 'hash' | 'hostname' | 'host' | 'pathname' | 'search' | 'href'
        ]: string
      }
    | null
}

const refuse = (context: RefinementCtx, message: string): never => {
  context.addIssue({ code: 'custom', message })
  return z.NEVER
}

/** One WHATWG parse; answers the normalised href. */
export function parseHttpsUrl(text: string, context: RefinementCtx): string {
  const trimmed = text.trim()
  if (trimmed === '') return refuse(context, 'Paste the URL of the receiver.')
  const url = URL.parse(trimmed)
  if (!url) return refuse(context, 'This is not a URL. It should look like https://host.example.com/path.')
  // SECURITY: events carry what attackers would like to read; they leave the workstation encrypted or not at all.
  if (url.protocol !== 'https:')
    return refuse(
      context,
      `Only https:// is allowed, because events are confidential. This starts with ${url.protocol}//.`,
    )
  if (url.username !== '' || url.password !== '')
    return refuse(context, 'Take the user name and password out of the URL and add an Authorization header instead.')
  if (url.hash !== '') return refuse(context, 'Take out the part from # on: it is never sent to the receiver.')
  if (url.hostname === '') return refuse(context, 'The URL names no host.')
  if (url.href.length > 4096) return refuse(context, 'The URL has more than 4,096 characters.')
  return url.href
}

// Set by the app itself, or able to change how the request is framed.
const ownHeaders =
  /^(host|content-length|content-type|transfer-encoding|connection|keep-alive|upgrade|te|trailer|expect|accept-encoding|proxy-.*|webhook-.*)$/i

export function parseHeaderName(text: string, context: RefinementCtx): string {
  const name = text.trim()
  if (name === '') return refuse(context, 'Give the header a name, or remove it.')
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/.test(name))
    return refuse(context, 'A header name has letters, digits and hyphens only.')
  if (ownHeaders.test(name)) return refuse(context, `The app sets ${name} itself. Remove this header.`)
  return name
}

export function parseHeaderValue(text: string, context: RefinementCtx): string {
  const value = text.trim()
  if (value === '') return refuse(context, 'Give the header a value, or remove it.')
  if (value.length > 8192) return refuse(context, 'A header value has at most 8,192 characters.')
  // SECURITY: a line break in a value would let it write headers of its own.
  if (!/^[\t\x20-\x7e\xa0-\xff]*$/.test(value))
    return refuse(context, 'A header value has no line breaks and only Latin-1 characters.')
  return value
}

/** Answers the secret with its `whsec_` prefix; it must hold 24 to 64 bytes (Standard Webhooks). */
export function parseSigningSecret(text: string, context: RefinementCtx): string {
  const base64 = text.trim().replace(/^whsec_/, '')
  const bytes = decodedLength(base64)
  if (bytes === null) return refuse(context, 'A signing secret looks like whsec_ followed by base64.')
  if (bytes < 24 || bytes > 64) return refuse(context, `A signing secret has 24 to 64 bytes; this one has ${bytes}.`)
  return `whsec_${base64}`
}

function decodedLength(base64: string): number | null {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || base64.length % 4 === 1) return null
  return Math.floor((base64.replace(/=+$/, '').length * 3) / 4)
}

/** One or more PEM certificates; an empty text means none. */
export function parseCertificate(text: string, context: RefinementCtx): string | null {
  const pem = text.trim()
  if (pem === '') return null
  if (/PRIVATE KEY/.test(pem)) return refuse(context, 'This holds a private key. Paste only the CA certificate.')
  const blocks = /^(-----BEGIN CERTIFICATE-----\s[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*)+$/
  if (!blocks.test(pem))
    return refuse(
      context,
      'A CA certificate starts with -----BEGIN CERTIFICATE----- and ends with -----END CERTIFICATE-----.',
    )
  if (pem.length > 100_000)
    return refuse(context, 'More than 100,000 characters: paste only the CA the receiver needs.')
  return `${pem}\n`
}

/** `sha256/` and the base64 of 32 bytes: the SHA-256 of a public key (SPKI, DER), as curl and HPKP write it. */
export function parsePin(text: string, context: RefinementCtx): string {
  const pin = text.trim().replace(/^sha256\/+/, '')
  if (!/^[A-Za-z0-9+/]{43}=$/.test(pin))
    return refuse(context, 'A pin looks like sha256/ followed by 44 characters of base64.')
  return `sha256/${pin}`
}

/** Answers `http://host:port`, `https://host:port` or `socks5://host:port`. */
export function parseProxyUrl(text: string, context: RefinementCtx): string {
  const trimmed = text.trim()
  if (trimmed === '') return refuse(context, 'Write the address of the proxy, such as http://proxy.example.com:8080.')
  const url = URL.parse(/^[a-z0-9]+:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`)
  if (!url || url.hostname === '') return refuse(context, 'A proxy looks like http://proxy.example.com:8080.')
  if (!/^(http|https|socks5):$/.test(url.protocol))
    return refuse(context, 'A proxy starts with http://, https:// or socks5://.')
  if (url.username !== '' || url.password !== '')
    return refuse(context, 'Take the user and password out of the address and write them into their own fields.')
  if (!/^\/?$/.test(url.pathname) || url.search !== '' || url.hash !== '')
    return refuse(context, 'The address of a proxy ends with its port. Take out what follows.')
  return `${url.protocol}//${url.host}`
}
