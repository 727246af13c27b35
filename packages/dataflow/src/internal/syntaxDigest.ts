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
export const syntaxDigest = (program: Program): string =>
  sha256(
    syntaxParts(program)
      .map(({ text }) => text)
      .join("")
  )

/** A piece of what a digest is taken of. */
export interface SyntaxPart {
  readonly text: string
  /** The node that the piece says something of; undefined for what only tells where lists, fields and nodes begin and end. */
  readonly node: AnyNode | undefined
}

/** The pieces of a program in the order of the digest, in which the fields of a node are sorted by name. */
export const syntaxParts = (program: Program): ReadonlyArray<SyntaxPart> => {
  const parts: Array<SyntaxPart> = []
  write(program, program, parts)
  return parts
}

type Parts = Array<SyntaxPart>

const mark = (text: string): SyntaxPart => ({ text, node: undefined })

/** Positions, and what is the same for every module. The `raw` of a literal is not reached: see {@link writeLiteral}. */
const unread = new Set(["type", "start", "end", "loc", "range", "sourceType"])

const write = (value: unknown, node: AnyNode, parts: Parts): void => {
  if (value === null || value === undefined) parts.push({ text: "~", node })
  else if (Array.isArray(value)) writeList(value, node, parts)
  else if (typeof value === "object") {
    if (isNode(value)) writeNode(value, parts)
    else writeFields(value, Object.keys(value), node, parts)
  } else if (typeof value === "bigint") parts.push({ text: `${value}n`, node })
  else parts.push({ text: typeof value === "string" ? JSON.stringify(value) : String(value), node })
}

const isNode = (value: object): value is AnyNode => typeof (value as { readonly type?: unknown }).type === "string"

/** A lone `;` in a list of statements does nothing, and formatters remove it. */
const writeList = (values: ReadonlyArray<unknown>, node: AnyNode, parts: Parts): void => {
  parts.push(mark("["))
  for (const value of values) {
    if ((value as AnyNode | null)?.type === "EmptyStatement") continue
    write(value, node, parts)
    parts.push(mark(","))
  }
  parts.push(mark("]"))
}

const writeNode = (node: AnyNode, parts: Parts): void => {
  parts.push({ text: `(${node.type}`, node })
  if (node.type === "Literal") writeLiteral(node, parts)
  else
    writeFields(
      node,
      Object.keys(node).filter((key) => !unread.has(key)),
      node,
      parts
    )
  parts.push(mark(")"))
}

const writeLiteral = (literal: Literal & AnyNode, parts: Parts): void => {
  if (literal.regex)
    parts.push({ text: ` /${JSON.stringify([literal.regex.pattern, literal.regex.flags])}`, node: literal })
  else if (literal.bigint) parts.push({ text: ` ${BigInt(literal.bigint)}n`, node: literal })
  else {
    parts.push(mark(" "))
    write(literal.value, literal, parts)
  }
}

const writeFields = (owner: object, keys: ReadonlyArray<string>, node: AnyNode, parts: Parts): void => {
  for (const key of keys.toSorted()) {
    const value = (owner as Record<string, unknown>)[key]
    parts.push(mark(` ${key}:`))
    if (key === "key" && (owner as { readonly computed?: boolean }).computed === false)
      writeKey(value as AnyNode, parts)
    else if (key === "specifiers") writeUnordered(value as ReadonlyArray<AnyNode>, parts)
    else write(value, node, parts)
  }
}

/** `{ a: 1 }`, `{ "a": 1 }` and `{ 'a': 1 }` name one property. */
const writeKey = (key: AnyNode, parts: Parts): void => {
  if (key.type === "Identifier") parts.push({ text: JSON.stringify(key.name), node: key })
  else if (key.type === "Literal" && !key.regex) parts.push({ text: JSON.stringify(String(key.value)), node: key })
  else write(key, key, parts)
}

const writeUnordered = (specifiers: ReadonlyArray<AnyNode>, parts: Parts): void => {
  const written = specifiers.map((specifier) => {
    const own: Parts = []
    write(specifier, specifier, own)
    return { own, text: own.map(({ text }) => text).join("") }
  })
  parts.push(mark("{"))
  written
    .toSorted((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .forEach(({ own }, i) => {
      if (i > 0) parts.push(mark(","))
      parts.push(...own)
    })
  parts.push(mark("}"))
}
