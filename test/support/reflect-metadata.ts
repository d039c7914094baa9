// @peculiar/x509 registers its algorithms through tsyringe, which refuses to load without the reflect-metadata polyfill.
// None of the classes it registers takes a constructor parameter, so there is no metadata to keep: answering "none" does.
if (!('getMetadata' in Reflect)) {
  Object.assign(Reflect, {
    getMetadata: () => undefined,
    getOwnMetadata: () => undefined,
    defineMetadata: () => undefined,
  })
}
