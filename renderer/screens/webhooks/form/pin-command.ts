/** The line that prints the pin of a receiver, for a shell with OpenSSL. A URL that is not readable leaves its place. */
export function pinCommand(url: string | null): string {
  const parsed = url === null ? null : URL.parse(url.trim())
  const host = parsed?.protocol === 'https:' && parsed.hostname !== '' ? parsed.hostname : 'host.example.com'
  const port = parsed?.port || '443'
  // A name is asked for by name; an address has none.
  const servername = /^[\d.]+$|^\[/.test(host) ? '' : ` -servername ${host}`
  return [
    `openssl s_client -connect ${host}:${port}${servername} </dev/null`,
    'openssl x509 -pubkey -noout',
    'openssl pkey -pubin -outform der',
    'openssl dgst -sha256 -binary',
    'openssl base64',
  ].join(' | ')
}
