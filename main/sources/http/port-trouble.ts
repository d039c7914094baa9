/** Why the source can't listen, and what to do. */
export function portTrouble(error: unknown, port: number, folder: string): { message: string; next: string } {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'EADDRINUSE')
    return {
      message: `Port ${port} is taken by another program.`,
      next: 'Choose another port, or close that program. It is tried again every 30 seconds.',
    }
  if (code === 'EACCES' && !(error instanceof Error && 'path' in error))
    return {
      message: `This system does not let a program listen on port ${port}.`,
      next: 'Choose another port. Some are set aside, for virtual machines for one.',
    }
  return {
    message: `The source can not start: ${error instanceof Error ? error.message : String(error)}.`,
    next: `Check that the folder ${folder} is there and yours. It is tried again every 30 seconds.`,
  }
}
