import type { PlatformError } from "effect"

const remedies: Readonly<Record<string, string>> = {
  ENOSPC: "Make room on that disk and run again",
  EDQUOT: "Make room within your quota and run again",
  EACCES: "Check its permissions",
  EPERM: "Check its permissions",
  ENOTDIR: "A file stands where a folder should be; move it away, or use --artifacts FOLDER elsewhere",
  EEXIST: "A file stands where a folder should be; move it away, or use --artifacts FOLDER elsewhere",
  EROFS: "That disk can only be read; use --artifacts FOLDER on another",
  EMFILE: "Too many files are open; run again, with a higher limit (ulimit -n) where it stays",
  EIO: "The disk may be failing; check it, then run again"
}

/** What a failed call of the file system means for a person: where, in the system's words, and what to do. The system itself names an open file by a number only. */
export const diskProblem = (error: PlatformError.PlatformError, path: string): string => {
  const { cause } = error.reason as { readonly cause?: unknown }
  if (!(cause instanceof Error)) return error.message.includes(path) ? error.message : `${path}: ${error.message}`
  // Node says `ENOSPC: no space left on device, write`, and names a path where it knows one.
  const [, code = "", words = cause.message] = /^([A-Z0-9]+): ([^,]*)/.exec(cause.message) ?? []
  const remedy = remedies[code]
  return `${path}: ${words}${code === "" ? "" : ` (${code})`}${remedy === undefined ? "" : `. ${remedy}`}`
}
