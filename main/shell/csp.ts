// react-aria writes one fixed <style> of its own (interactions/usePress); the hash of its text lets in exactly that.
// test/main/shell/csp.test.ts computes it again from the installed package.
const pressableStyle = "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='"

/** What the page may load: its own files. SECURITY (Electron checklist 7): nothing by eval, inline or from elsewhere. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  // React sets style attributes through the CSSOM, which needs no 'unsafe-inline'.
  `style-src 'self' ${pressableStyle}`,
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "frame-src 'none'",
  "worker-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  // The one policy there may be: react-aria's announcer empties itself with innerHTML = '', which the page's default
  // policy may let pass (and nothing else).
  'trusted-types default',
].join('; ')
