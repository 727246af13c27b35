import { assert, describe, it } from "@effect/vitest"
import { float64, list, nullable, timestamp, utf8 } from "@praxis/dataflow/Table"
import { quoted } from "../src/commandLine.ts"
import { aligned, fittedWidths } from "../src/output/aligned.ts"
import { csvField, valueText } from "../src/output/delimited.ts"
import { amount, count, duration, plural, printable, size, wrapped } from "../src/output/text.ts"

describe("count, duration and size", () => {
  it("say numbers as a person would", () => {
    assert.deepStrictEqual([0, 999, 1000, 1234567].map(count), ["0", "999", "1,000", "1,234,567"])
    assert.deepStrictEqual([0.04, 9.96, 12.4, 185].map(duration), ["0.0 s", "10.0 s", "12 s", "3 min 5 s"])
    assert.deepStrictEqual([0, 999, 1000, 3_080_205].map(size), ["0 B", "999 B", "1.0 kB", "3.1 MB"])
    assert.deepStrictEqual([plural(1, "row"), plural(2000, "row")], ["1 row", "2,000 rows"])
    assert.deepStrictEqual([amount(2_500_000, "bytes"), amount(2500.4, "posts")], ["2.5 MB", "2,500 posts"])
  })

  it("carry what rounding brings to the next unit", () => {
    assert.deepStrictEqual([59.4, 59.7, 119.7].map(duration), ["59 s", "1 min 0 s", "2 min 0 s"])
    assert.deepStrictEqual([999_940, 999_960, 999_999_999].map(size), ["999.9 kB", "1.0 MB", "1.0 GB"])
  })
})

describe("wrapped", () => {
  it("breaks at blanks under the first word, and leaves a longer word whole", () => {
    assert.deepStrictEqual(wrapped("note: ", "one two three", 13), ["note: one two", "      three"])
    assert.deepStrictEqual(wrapped("> ", "a incomprehensible b", 8), ["> a", "  incomprehensible", "  b"])
    assert.deepStrictEqual(wrapped("head  ", "", 10), ["head"])
  })
})

describe("quoted", () => {
  it("quotes words that a shell would take apart", () => {
    assert.deepStrictEqual(["ai=a/b.csv", "my file.csv", "it's", '["a"]'].map(quoted), [
      "ai=a/b.csv",
      "'my file.csv'",
      "'it'\\''s'",
      "'[\"a\"]'"
    ])
  })
})

describe("fittedWidths", () => {
  it("keeps natural widths that fit, else cuts the widest to one width, none below 6", () => {
    assert.deepStrictEqual(fittedWidths([3, 20, 30], 57), [3, 20, 30])
    assert.deepStrictEqual(fittedWidths([3, 20, 30], 47), [3, 20, 20])
    assert.deepStrictEqual(fittedWidths([3, 40, 30], 48), [3, 21, 20])
    assert.deepStrictEqual(fittedWidths([10, 4, 10], 5), [6, 4, 6])
  })
})

describe("printable", () => {
  it("lets no escape, control or direction character through", () => {
    assert.strictEqual(printable("a\u001b[31mred\u0007\u202e\u2066\u009b"), "a�[31mred����")
    assert.strictEqual(printable("one\r\ntwo\nthree\tfour"), "one⏎two⏎three four")
    assert.strictEqual(printable("naïve 😀 café"), "naïve 😀 café")
  })
})

describe("aligned", () => {
  it("pads columns, to the right where asked", () => {
    assert.deepStrictEqual(
      aligned(
        [
          ["a", "1"],
          ["long", "22"]
        ],
        new Set([1])
      ),
      ["a      1", "long  22"]
    )
    assert.deepStrictEqual(aligned([]), [])
  })
})

describe("csvField", () => {
  it("quotes fields with commas, quotes and line breaks (RFC 4180)", () => {
    assert.strictEqual(csvField(utf8, 'a "b", c\nd'), '"a ""b"", c\nd"')
    assert.strictEqual(csvField(utf8, "plain"), "plain")
  })

  it("disarms text that a spreadsheet takes for a formula, and leaves numbers alone", () => {
    for (const text of ["=1+1", "+1", "-1", "@x", "\tx"]) assert.strictEqual(csvField(utf8, text), `'${text}`)
    assert.strictEqual(csvField(utf8, "\rx"), `"'\rx"`)
    assert.strictEqual(csvField(nullable(utf8), "=x"), "'=x")
    assert.strictEqual(csvField(float64, -1.5), "-1.5")
  })
})

describe("valueText", () => {
  it("writes instants in ISO 8601, lists as JSON and null as nothing", () => {
    assert.strictEqual(valueText(timestamp, 0), "1970-01-01T00:00:00.000Z")
    assert.strictEqual(valueText(list(utf8), ["a", "b"]), '["a","b"]')
    assert.strictEqual(valueText(nullable(utf8), null), "")
  })
})
