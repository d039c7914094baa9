import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writePrivate } from '../../settings/write-private.ts'
import { makeCertificate } from './certificate.ts'

/** Senders need time to take a new one. */
const leastLeft = 7 * 86_400_000

export type Identity = { certificate: string; key: string; file: string; fingerprint: string; notAfter: number }

/**
 * The certificate the local HTTP source shows, and its key: read from `folder`, or made there at the first use, and again
 * once it is about to end or can't be used. Throws what the file system throws.
 */
export function openIdentity(folder: string, now: number): Identity {
  const file = join(folder, 'certificate.pem')
  const keyFile = join(folder, 'key.pem')
  const stored = read(file, keyFile)
  if (stored !== null && stored.notAfter > now + leastLeft) return stored
  const { certificate, key } = makeCertificate(now)
  // SECURITY: the key is this user's alone, as ssh keeps its keys. It only ever proves to be this workstation.
  writePrivate(keyFile, key)
  writePrivate(file, certificate)
  return describe(certificate, key, file)
}

function read(file: string, keyFile: string): Identity | null {
  try {
    const certificate = readFileSync(file, 'utf8')
    const key = readFileSync(keyFile, 'utf8')
    const matches = new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))
    return matches ? describe(certificate, key, file) : null
  } catch {
    return null
  }
}

function describe(certificate: string, key: string, file: string): Identity {
  const { fingerprint256: fingerprint, validToDate } = new X509Certificate(certificate)
  return { certificate, key, file, fingerprint, notAfter: validToDate.getTime() }
}
