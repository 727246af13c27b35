/**
 * A source file as the rules see it: what it imports, types included, and its syntax tree.
 */
import { readFileSync } from "node:fs"
import { type AnyNode, childrenOf, moduleReferences } from "../../packages/dataflow/src/internal/moduleReferences.ts"
import { parseModule } from "../../packages/dataflow/src/internal/moduleSyntax.ts"

/** One name that leads out of the file. */
export interface Import {
  /** `file`: named by `new URL("…", import.meta.url)`. */
  readonly kind: "import" | "type" | "file"
  readonly specifier: string
  /** 1-based. */
  readonly line: number
}

/** One use of a global or a method that results must not depend on. */
export interface Use {
  /** As {@link Rules} name it: `process`, `Date.now`, `localeCompare`. */
  readonly name: string
  /** 1-based. */
  readonly line: number
}

/** A file under `src` of a package. */
export interface SourceFile {
  /** Relative to the root, with `/`. */
  readonly path: string
  readonly imports: ReadonlyArray<Import>
  readonly uses: ReadonlyArray<Use>
}

/** Reads a file. Throws a `SyntaxError` where Node could not run it. */
export const readSourceFile = (root: string, path: string): SourceFile => {
  const source = readFileSync(`${root}/${path}`, "utf8")
  const { javascript, program } = parseModule(source, path.endsWith(".ts"))
  const lineAt = (offset: number) => source.slice(0, offset).split("\n").length
  return {
    path,
    imports: [
      ...moduleReferences(program).references.map(
        ({ kind, specifier, start }): Import => ({
          kind: kind === "url" ? "file" : "import",
          specifier,
          line: lineAt(start)
        })
      ),
      ...typeImports(source, javascript).map(
        ({ specifier, start }): Import => ({ kind: "type", specifier, line: lineAt(start) })
      )
    ].toSorted((a, b) => a.line - b.line),
    uses: usesIn(program).map(({ name, start }) => ({ name, line: lineAt(start) }))
  }
}

/** `import type … from "x"`, `export type … from "x"`, `import("x").T`: where stripping the types left a blank. */
const typeImports = (source: string, javascript: string) =>
  Array.from(source.matchAll(/(?<!["'`.])\b(?:from|import)\b\s*\(?\s*(["'])(?<specifier>[^"'\n]+)\1/g))
    .filter((match) => javascript.slice(match.index, match.index + match[0].length).trim() === "")
    .map((match) => ({ specifier: match.groups!["specifier"]!, start: match.index }))

const globals = new Set(["process", "console", "performance"])
const methods = /^(?:localeCompare|toLocale\w+)$/
const members = new Set(["Date.now", "Math.random"])

/** Uses by name; a property called `process` is none. */
const usesIn = (program: AnyNode): ReadonlyArray<{ readonly name: string; readonly start: number }> => {
  const uses: Array<{ readonly name: string; readonly start: number }> = []
  const visit = (node: AnyNode, parent: AnyNode | undefined): void => {
    const name = nameOfUse(node, parent)
    if (name !== undefined) uses.push({ name, start: node.start })
    for (const child of childrenOf(node)) visit(child, node)
  }
  visit(program, undefined)
  return uses
}

const nameOfUse = (node: AnyNode, parent: AnyNode | undefined): string | undefined => {
  switch (node.type) {
    case "Identifier":
      return globals.has(node.name) && !isPropertyName(node, parent) ? node.name : undefined
    case "MemberExpression": {
      if (node.property.type !== "Identifier" || node.computed) return undefined
      if (methods.test(node.property.name)) return node.property.name
      const whole = node.object.type === "Identifier" ? `${node.object.name}.${node.property.name}` : ""
      return members.has(whole) ? whole : undefined
    }
    case "NewExpression":
    case "CallExpression":
      if (node.callee.type === "Identifier" && node.callee.name === "Date") {
        return node.type === "CallExpression" || node.arguments.length === 0 ? "new Date()" : undefined
      }
      return isIntl(node.callee) && node.arguments.length === 0 ? "Intl without a locale" : undefined
    default:
      return undefined
  }
}

const isPropertyName = (node: AnyNode, parent: AnyNode | undefined): boolean =>
  (parent?.type === "MemberExpression" && parent.property === node && !parent.computed) ||
  ((parent?.type === "Property" || parent?.type === "MethodDefinition" || parent?.type === "PropertyDefinition") &&
    parent.key === node &&
    parent.value !== node &&
    !parent.computed)

const isIntl = (callee: AnyNode): boolean =>
  callee.type === "MemberExpression" && callee.object.type === "Identifier" && callee.object.name === "Intl"
