import { z } from 'zod'

// SECURITY: the page's CSP forbids eval, and zod would try it while a schema is being built. So this file is the first
// import of main.tsx, before any file that builds one.
z.config({ jitless: true })
