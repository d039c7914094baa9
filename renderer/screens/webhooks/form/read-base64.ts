/** The contract takes 200,000 characters of base64, which carry that many bytes. */
export const mostFileBytes = 150_000

/** The bytes of a file as base64. Rejects where it can't be read. */
export function readBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => {
      // `data:application/x-pkcs12;base64,MIIK…`
      if (typeof reader.result === 'string') resolve(reader.result.replace(/^[^,]*,/, ''))
    })
    reader.addEventListener('error', () => reject(reader.error ?? new Error('The file could not be read.')))
    reader.readAsDataURL(file)
  })
}
