import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { temporaryWorkspace } from "./temporaryWorkspace.ts"

/** `digest(before) === digest(after)` for one module of these texts. */
const sameCode = (before: string, after: string) =>
  Effect.gen(function* () {
    const files = { "packages/a/src/M.ts": before, "packages/a/src/x.ts": "export const a = 1, b = 2" }
    const workspace = yield* temporaryWorkspace(files)
    const first = yield* workspace.digestOf("packages/a/src/M.ts")
    workspace.write({ "packages/a/src/M.ts": after })
    const second = yield* workspace.digestOf("packages/a/src/M.ts")
    return first.digest === second.digest
  })

const layout: ReadonlyArray<readonly [edit: string, before: string, after: string]> = [
  ["a comment is added", "f(1)", "// why\nf(/* one */ 1)"],
  ["a docstring changes", "/** Old. */\nexport const f = 1", "/** New. */\nexport const f = 1"],
  ["a shebang is added", "f()", "#!/usr/bin/env node\nf()"],
  ["lines are wrapped", "f(a, b)", "f(\n  a,\n  b,\n)"],
  ["lines end in CR LF", "f()\nconst t = `a\nb`\n", "f()\r\nconst t = `a\r\nb`\r\n"],
  ["the file begins with a byte order mark", "f()", "\u{feff}f()"],
  ["semicolons are added", "f()\ng()", "f();\ng();"],
  ["an empty statement is added", "class A {}\nf()", "class A {};\nf()"],
  ["quotes change", "f('a', \"it's\")", "f(\"a\", 'it\\'s')"],
  ["a string is written with an escape", 'f("é")', 'f("\\u00e9")'],
  ["quotes of a property name go", 'f({ "a": 1 })', "f({ a: 1 })"],
  ["a number is spelt otherwise", "f(1000, 0.5, 255)", "f(1_000, .5, 0xff)"],
  ["a bigint is spelt otherwise", "f(255n)", "f(0xffn)"],
  ["superfluous parentheses go", "f((a) + ((b)))", "f(a + b)"],
  ["parentheses of an arrow's parameter go", "f((a) => a)", "f(a => a)"],
  ["imported names are sorted", 'import { b, a } from "./x.ts"\nf(a, b)', 'import { a, b } from "./x.ts"\nf(a, b)'],
  ["a type is added to a parameter", "const f = (a) => a", "const f = (a: number): number => a"],
  ["a type is renamed", "type A = 1\nconst f = (a: A) => a", "type B = 1\nconst f = (a: B) => a"],
  ["an interface is added", "f()", "export interface A { readonly b: 'c' }\nf()"],
  ["a type import is added", "f()", 'import type { A } from "./elsewhere.ts"\nf()'],
  ["a name becomes a type import", 'import { a } from "./x.ts"\na', 'import { a, type A } from "./x.ts"\na'],
  ["a cast is added", "f(a)", "f(a as unknown as string)"],
  ["satisfies is added", "const a = { b: 1 }", "const a = { b: 1 } satisfies A"],
  ["an assertion is added", "f(a.b)", "f(a!.b!)"],
  ["a type argument is added", "f(a)", "f<string>(a)"],
  ["an overload is added", "function f(a) {}", "function f(a: 1): void\nfunction f(a: any) {}"],
  ["a field is only declared", "class A {}", "class A { declare readonly b: string }"],
  ["modifiers are added to a field", "class A { b = 1 }", "class A { private readonly b: number = 1 }"]
]

const meaning: ReadonlyArray<readonly [edit: string, before: string, after: string]> = [
  ["a string", 'f("a")', 'f("b")'],
  ["white space inside a string", 'f("a b")', 'f("a  b")'],
  ["what looks like a comment inside a string", 'f("a // b")', 'f("a // c")'],
  ["a string to a number", 'f("1")', "f(1)"],
  ["a number to a bigint", "f(1)", "f(1n)"],
  ["one lone surrogate to another", 'f("\\ud800")', 'f("\\ud801")'],
  ["white space inside a template", "f(`a b`)", "f(`a  b`)"],
  ["the spelling inside a tagged template", "f`\\n`", "f`\n`"],
  ["a regular expression", "f(/a b/)", "f(/a  b/)"],
  ["a flag of a regular expression", "f(/a/g)", "f(/a/gu)"],
  ["a division to a regular expression", "a\n/b/g", "a;\n/b/g"],
  ["a number", "f(1)", "f(2)"],
  ["a number too large for a float", "f(1e308)", "f(1e309)"],
  ["a line break after return", "const f = () => { return a }", "const f = () => { return\na }"],
  ["a line break before a bracket", "a = b;\n[c]", "a = b\n[c]"],
  ["an operator", "f(a + b)", "f(a - b)"],
  ["grouping", "f(a - (b - c))", "f(a - b - c)"],
  ["where an optional chain ends", "f((a?.b).c)", "f(a?.b.c)"],
  ["a prefix to a postfix", "f(++a)", "f(a++)"],
  ["an identifier", "f(a)", "f(b)"],
  ["a property name", "f({ a: 1 })", "f({ b: 1 })"],
  ["a computed property name", "f({ a: 1 })", "f({ [a]: 1 })"],
  ["the order of properties", "f({ a: 1, b: 2 })", "f({ b: 2, a: 1 })"],
  ["the order of statements", "f()\ng()", "g()\nf()"],
  ["the order of imports", 'import "./x.ts"\nimport "node:fs"', 'import "node:fs"\nimport "./x.ts"'],
  ["const to let", "const a = 1", "let a = 1"],
  ["a hole in an array", "f([, 1])", "f([1])"],
  ["an empty loop body", "for (;a;) f()", "for (;a;); f()"],
  ["async", "const f = () => a", "const f = async () => a"],
  ["a generator", "function f() {}", "function* f() {}"],
  ["static", "class A { b = 1 }", "class A { static b = 1 }"],
  ["a private name", "class A { #b = 1 }", "class A { b = 1 }"],
  ["a getter", "f({ get a() { return 1 } })", "f({ a() { return 1 } })"],
  ["a field without a value", "class A {}", "class A { b: string }"],
  ["the kind of import", 'import * as a from "./x.ts"', 'import a from "./x.ts"'],
  ["an alias", 'import { a } from "./x.ts"', 'import { b as a } from "./x.ts"'],
  ["a default parameter", "const f = (a) => a", "const f = (a = 1) => a"],
  ["nullish to or", "f(a ?? b)", "f(a || b)"]
]

describe("the digest of one module stays when", () => {
  for (const [edit, before, after] of layout) {
    it.effect(edit, () =>
      Effect.gen(function* () {
        assert.isTrue(yield* sameCode(before, after))
      })
    )
  }
})

describe("the digest of one module changes with", () => {
  for (const [edit, before, after] of meaning) {
    it.effect(edit, () =>
      Effect.gen(function* () {
        assert.isFalse(yield* sameCode(before, after))
      })
    )
  }
})
