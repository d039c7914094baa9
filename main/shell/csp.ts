/** What the page may load: its own files. SECURITY (Electron checklist 7): nothing by eval, inline or from elsewhere. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  // React sets style attributes through the CSSOM, which needs no 'unsafe-inline'. The <style> that react-aria would
  // write is kept away by renderer/index.html.
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "frame-src 'none'",
  "worker-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  // No text becomes markup; renderer/trusted-types.ts makes the one policy there may be.
  "require-trusted-types-for 'script'",
  'trusted-types default',
].join('; ')
