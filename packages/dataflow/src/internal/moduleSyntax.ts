/**
 * A source file as a syntax tree, and what the code digest takes from it.
 */
import { getLineInfo, type Options, type Program, parse } from "acorn"
import { moduleReferences } from "./moduleReferences.ts"
import { stripTypes } from "./stripTypes.ts"
import { syntaxDigest } from "./syntaxDigest.ts"

/** What a module's text tells: a digest of its syntax and the names that lead out of it. */
export interface ModuleSyntax {
  readonly digest: string
  readonly references: ReadonlyArray<{
    readonly kind: "import" | "url"
    readonly specifier: string
    readonly line: number
  }>
}

/** The first place of a module that cannot be read. */
export interface ModuleProblem {
  readonly condition: "computed-specifier" | "hidden-dependency" | "syntax"
  readonly line: number | undefined
  readonly found: string
  readonly remedy: string
}

/** The JavaScript of a module, as long as its source, and its tree. Throws a `SyntaxError`. */
export const parseModule = (
  source: string,
  typescript: boolean,
  options: Partial<Options> = {}
): { readonly javascript: string; readonly program: Program } => {
  const javascript = typescript ? stripTypes(source) : source
  return {
    javascript,
    program: parse(javascript, { ecmaVersion: "latest", sourceType: "module", allowHashBang: true, ...options })
  }
}

/** Reads a module, or says why that cannot be. */
export const moduleSyntax = (source: string, typescript: boolean): ModuleSyntax | ModuleProblem => {
  let program: Program
  try {
    program = parseModule(source, typescript).program
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    return {
      condition: "syntax",
      line: lineOfError(cause),
      found: cause.message.trim().split("\n").at(-1)!,
      remedy: "write what Node can run as it is: JavaScript with types that can be erased"
    }
  }
  const lineOf = (start: number) => getLineInfo(source, start).line
  const { references, hidden } = moduleReferences(program)
  if (hidden[0]) {
    const { condition, start, found, remedy } = hidden[0]
    return { condition, line: lineOf(start), found, remedy }
  }
  return {
    digest: syntaxDigest(program),
    references: references.map(({ kind, specifier, start }) => ({ kind, specifier, line: lineOf(start) }))
  }
}

/** acorn gives a location; Node's type stripping only begins its stack with `:line`. */
const lineOfError = (error: SyntaxError): number | undefined => {
  const line =
    (error as { readonly loc?: { readonly line: number } }).loc?.line ?? error.stack?.match(/^[^\n]*:(\d+)\n/)?.[1]
  return line === undefined ? undefined : Number(line)
}
