/**
 * A digest of what a program says, blind to how it is laid out.
 */

import type { AnyNode, Literal, Program } from "acorn"
import { sha256 } from "../Digest.ts"

/**
 * SHA-256, in hexadecimal, of the syntax tree: node types and all fields but positions and the spelling of literals.
 * Equal for other white space, comments, quotes, parentheses, semicolons, number spellings, quoted property names
 * and order of names inside one `import {…}` or `export {…}`; unequal for any other change.
 */
export const syntaxDigest = (program: Program): string => {
  const parts: Array<string> = []
  write(program, parts)
  return sha256(parts.join(""))
}

/** Positions, and what is the same for every module. The `raw` of a literal is not reached: see {@link writeLiteral}. */
const unread = new Set(["type", "start", "end", "loc", "range", "sourceType"])

const write = (value: unknown, parts: Array<string>): void => {
  if (value === null || value === undefined) parts.push("~")
  else if (Array.isArray(value)) writeList(value, parts)
  else if (typeof value === "object") {
    if (isNode(value)) writeNode(value, parts)
    else writeFields(value, Object.keys(value), parts)
  } else if (typeof value === "bigint") parts.push(`${value}n`)
  else parts.push(typeof value === "string" ? JSON.stringify(value) : String(value))
}

const isNode = (value: object): value is AnyNode => typeof (value as { readonly type?: unknown }).type === "string"

/** A lone `;` in a list of statements does nothing, and formatters remove it. */
const writeList = (values: ReadonlyArray<unknown>, parts: Array<string>): void => {
  parts.push("[")
  for (const value of values) {
    if ((value as AnyNode | null)?.type === "EmptyStatement") continue
    write(value, parts)
    parts.push(",")
  }
  parts.push("]")
}

const writeNode = (node: AnyNode, parts: Array<string>): void => {
  parts.push("(", node.type)
  if (node.type === "Literal") writeLiteral(node, parts)
  else
    writeFields(
      node,
      Object.keys(node).filter((key) => !unread.has(key)),
      parts
    )
  parts.push(")")
}

const writeLiteral = (literal: Literal, parts: Array<string>): void => {
  if (literal.regex) parts.push(" /", JSON.stringify([literal.regex.pattern, literal.regex.flags]))
  else if (literal.bigint) parts.push(" ", `${BigInt(literal.bigint)}n`)
  else {
    parts.push(" ")
    write(literal.value, parts)
  }
}

const writeFields = (owner: object, keys: ReadonlyArray<string>, parts: Array<string>): void => {
  for (const key of keys.toSorted()) {
    const value = (owner as Record<string, unknown>)[key]
    parts.push(" ", key, ":")
    if (key === "key" && (owner as { readonly computed?: boolean }).computed === false)
      writeKey(value as AnyNode, parts)
    else if (key === "specifiers") writeUnordered(value as ReadonlyArray<AnyNode>, parts)
    else write(value, parts)
  }
}

/** `{ a: 1 }`, `{ "a": 1 }` and `{ 'a': 1 }` name one property. */
const writeKey = (key: AnyNode, parts: Array<string>): void => {
  if (key.type === "Identifier") parts.push(JSON.stringify(key.name))
  else if (key.type === "Literal" && !key.regex) parts.push(JSON.stringify(String(key.value)))
  else write(key, parts)
}

const writeUnordered = (specifiers: ReadonlyArray<AnyNode>, parts: Array<string>): void => {
  const written = specifiers.map((specifier) => {
    const own: Array<string> = []
    write(specifier, own)
    return own.join("")
  })
  parts.push("{", written.toSorted().join(","), "}")
}
