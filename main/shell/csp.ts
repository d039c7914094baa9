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
  // No require-trusted-types-for 'script' yet: the arrow keys in a number field make react-aria's announcer empty itself
  // with innerHTML = '', which would throw and take the page down. With a default policy in the page that lets the empty
  // text pass, it and `trusted-types default` can be required.
  // Until then no script can make a policy of its own.
  "trusted-types 'none'",
].join('; ')
