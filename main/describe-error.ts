import type { Facts } from './log.ts'

/** What may be logged of an error: kind, code, message and where, without the secrets that messages like to quote. */
export function describeError(error: unknown): Facts {
  if (!(error instanceof Error)) return { error: hideSecrets(String(error)) }
  const code = 'code' in error ? String(error.code) : null
  // Frames alone: the text above them repeats the message, unredacted.
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    error: error.name,
    code,
    detail: hideSecrets(error.message),
    stack: frames
      .slice(0, 12)
      .map((line) => line.trim())
      .join(' | '),
  }
}

// SECURITY: the URL of a webhook can itself be the secret (Slack, Teams), so only its origin is kept.
function hideSecrets(text: string): string {
  return text
    .slice(0, 2000)
    .replace(/\b([a-z][a-z0-9+.-]*:\/\/)(?:[^\s/?#@"']*@)?([^\s/?#"']*)[^\s"']*/gi, '$1$2/…')
    .replace(/\bwhsec_[A-Za-z0-9+/=]+/g, 'whsec_…')
    .replace(/\b(bearer|basic|splunk|apikey|token)\s+[\w.~+/=-]{8,}/gi, '$1 …')
    .replace(/\b(sig|token|key|password|secret|authorization)(["']?\s*[=:]\s*["']?)[^\s"'&,}]+/gi, '$1$2…')
    .slice(0, 500)
}
