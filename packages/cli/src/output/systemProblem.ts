import { getSystemErrorMessage } from "node:util"

/** What the operating system said, without its code, call and absolute path: `no space left on device`. */
export const systemProblem = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const { errno } = error as NodeJS.ErrnoException
  return errno === undefined ? error.message : getSystemErrorMessage(errno)
}
