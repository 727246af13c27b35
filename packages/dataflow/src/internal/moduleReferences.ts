/**
 * What a module names as its own: other modules, packages, and files beside it.
 */
import type { AnyNode, Program } from "acorn"

export type { AnyNode }

/** One name that leads out of the module. */
export interface Reference {
  /** `import`: resolved as an import is. `url`: a file, relative to the module. */
  readonly kind: "import" | "url"
  readonly specifier: string
  /** Offset in the source. */
  readonly start: number
}

/** A place where a module's dependency cannot be read from its text. */
export interface HiddenReference {
  readonly condition: "computed-specifier" | "hidden-dependency"
  readonly start: number
  readonly found: string
  readonly remedy: string
}

/** All references in the order of the source, and all places that hide one. */
export const moduleReferences = (
  program: Program
): { readonly references: ReadonlyArray<Reference>; readonly hidden: ReadonlyArray<HiddenReference> } => {
  const references: Array<Reference> = []
  const hidden: Array<HiddenReference> = []
  const understood = new Set<AnyNode>()

  const refer = (kind: Reference["kind"], source: AnyNode | null | undefined, owner: AnyNode, found: string) => {
    const specifier = textOf(source)
    if (specifier !== undefined) references.push({ kind, specifier, start: owner.start })
    else
      hidden.push({
        condition: "computed-specifier",
        start: owner.start,
        found: `${found} with a name that is computed`,
        remedy:
          "the stage's code could then change unseen; write the name as a literal string, one for each module or file"
      })
  }
  const hide = (node: AnyNode, found: string, remedy: string) =>
    hidden.push({ condition: "hidden-dependency", start: node.start, found, remedy })

  const visit = (node: AnyNode): void => {
    switch (node.type) {
      case "ImportDeclaration":
      case "ExportAllDeclaration":
        refer("import", node.source, node, "an import")
        break
      case "ExportNamedDeclaration":
        if (node.source) refer("import", node.source, node, "an import")
        break
      case "ImportExpression":
        refer("import", node.source, node, "import(…)")
        break
      case "NewExpression":
        visitNew(node)
        break
      case "Property":
        if (isImportMeta(node.value, "url") && !node.computed && nameOf(node.key) === "module")
          understood.add(node.value)
        break
      case "CallExpression":
        if (isImportMeta(node.callee, "resolve")) {
          understood.add(node.callee)
          refer("import", node.arguments[0], node, "import.meta.resolve(…)")
        } else if (["require", "createRequire"].includes(nameOf(node.callee) ?? "")) {
          hide(node, `${nameOf(node.callee)}(…)`, 'load the module by import "…" or import("…")')
        }
        break
      case "MemberExpression":
        if (node.object.type === "MetaProperty" && isImportMetaItself(node.object)) {
          understood.add(node.object)
          const property = node.computed ? textOf(node.property) : nameOf(node.property)
          if (property !== "main" && !understood.has(node)) {
            hide(
              node,
              `import.meta.${property ?? "[…]"} by itself`,
              'name each file that the stage reads as new URL("./file", import.meta.url)'
            )
          }
        }
        break
      case "MetaProperty":
        if (isImportMetaItself(node) && !understood.has(node)) {
          hide(
            node,
            "import.meta by itself",
            'name each file that the stage reads as new URL("./file", import.meta.url)'
          )
        }
        break
    }
    for (const child of childrenOf(node)) visit(child)
  }

  const visitNew = (node: AnyNode & { readonly type: "NewExpression" }): void => {
    const [first, second] = node.arguments
    const callee = nameOf(node.callee)
    if (callee === "URL" && second && isImportMeta(second, "url")) {
      understood.add(second)
      refer("url", first, node, "new URL(…, import.meta.url)")
    } else if (callee === "URL" && first && isImportMeta(first, "url")) understood.add(first)
    else if (callee === "Worker" && textOf(first) !== undefined) {
      hide(
        node,
        "a worker named relative to the working directory",
        'write new Worker(new URL("./file", import.meta.url))'
      )
    }
  }

  visit(program)
  const inOrder = (a: { readonly start: number }, b: { readonly start: number }) => a.start - b.start
  return { references: references.toSorted(inOrder), hidden: hidden.toSorted(inOrder) }
}

/** The nodes directly under a node. */
export const childrenOf = (node: AnyNode): ReadonlyArray<AnyNode> =>
  Object.values(node).flatMap((value) => (Array.isArray(value) ? value : [value]).filter(isNode))

const isNode = (value: unknown): value is AnyNode =>
  typeof value === "object" && value !== null && typeof (value as { readonly type?: unknown }).type === "string"

/** The text of a string, or of a template without a value in it. */
const textOf = (node: AnyNode | null | undefined): string | undefined => {
  if (node?.type === "Literal" && typeof node.value === "string") return node.value
  if (node?.type === "TemplateLiteral" && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? undefined
  return undefined
}

/** `f` of `f`, and of `x.f`. */
const nameOf = (node: AnyNode): string | undefined => {
  if (node.type === "Identifier") return node.name
  if (node.type === "MemberExpression" && !node.computed) return nameOf(node.property)
  return undefined
}

const isImportMetaItself = (node: AnyNode): boolean => node.type === "MetaProperty" && node.meta.name === "import"

const isImportMeta = (node: AnyNode, property: string): boolean =>
  node.type === "MemberExpression" && isImportMetaItself(node.object) && nameOf(node.property) === property
