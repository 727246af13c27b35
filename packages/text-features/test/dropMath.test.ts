import { assert, describe, it } from "@effect/vitest"
import { dropMath } from "../src/dropMath.ts"

const cases: ReadonlyArray<readonly [text: string, left: string]> = [
  ["let $x$ be $\\alpha + 1$.", "let be ."],
  ["so $$\\sum_i x_i$$ holds", "so holds"],
  ["by \\(a < b\\) and \\[c = d\\] we", "by and we"],
  ["as \\begin{align*} a &= b \\end{align*} shows", "as shows"],
  ["$5 and $10", "$5 and $10"],
  ["$5-$10 or US$3 and A$4", "$5-$10 or US$3 and A$4"],
  ["a \\$ sign and $ alone", "a \\$ sign and $ alone"],
  ["from $x$$ to", "from $x$$ to"],
  ["price $ 5 $ spaced", "price $ 5 $ spaced"],
  ["$a\nb$ not over lines", "$a\nb$ not over lines"],
  ["C:\\Users\\(x86)", "C:\\Users\\(x86)"],
  ["the \\begin{a} x \\end{b}", "the \\begin{a} x \\end{b}"],
  ["no math", "no math"],
  ["", ""]
]

describe("dropMath", () => {
  for (const [text, left] of cases) {
    it(`leaves ${JSON.stringify(left)} of ${JSON.stringify(text)}`, () => {
      assert.strictEqual(dropMath(text), left)
    })
  }

  it("leaves an inline formula of more than 500 characters", () => {
    const long = `$${"x".repeat(501)}$`
    assert.strictEqual(dropMath(`a ${long}`), `a ${long}`)
    assert.strictEqual(dropMath(`a $${"x".repeat(500)}$`), "a ")
  })

  for (const piece of ["$", "$$", "\\(", "\\[", "\\begin{a}", "$a", "a$ ", "\\(x", "$x "]) {
    it(`reads 1 MB of ${piece} to its end`, () => {
      assert.isTrue(dropMath(`${piece.repeat(1_000_000 / piece.length)} end`).endsWith("end"))
    })
  }
})
