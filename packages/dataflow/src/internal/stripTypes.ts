import { stripTypeScriptTypes } from "node:module"

/**
 * TypeScript as JavaScript: types become white space, so that lines and columns stay.
 * Throws a `SyntaxError` where Node itself could not run the source.
 * Node calls the function experimental once a process; that one warning is held back here, every other passes.
 */
export const stripTypes = (source: string): string => {
  const emitWarning = process.emitWarning
  process.emitWarning = ((warning: string | Error, ...rest: ReadonlyArray<never>) => {
    if (String(warning).includes("stripTypeScriptTypes")) return
    emitWarning.call(process, warning, ...rest)
  }) as typeof process.emitWarning
  try {
    return stripTypeScriptTypes(source)
  } finally {
    process.emitWarning = emitWarning
  }
}
