import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { csv, ingest, problemsOf, type TestFiles } from "./ingest.ts"

const header = "Id,Title,Body\n"
const xml = (content: string) => `<?xml version="1.0" encoding="utf-8"?>\n<posts>\n${content}`
const row = '<row Id="1" PostTypeId="1" Title="t" Body="b" />'

/** Line and problem of one bad file, the same however the file is cut. */
const problemOf = (content: string | Uint8Array, maxFieldBytes = 1000) =>
  Effect.gen(function* () {
    const seen = new Set<string>()
    for (const chunkBytes of [1, 3, 65_536]) {
      const problems = yield* problemsOf({ f: content }, { chunkBytes, maxFieldBytes, maxRejects: 0.2 })
      assert.strictEqual(problems.length, 1)
      assert.isAbove(problems[0]!.remedy.length, 0)
      seen.add(`${problems[0]!.line ?? "-"}: ${problems[0]!.problem}`)
    }
    assert.strictEqual(seen.size, 1)
    return Array.from(seen)[0]!
  })

const bad: ReadonlyArray<readonly [name: string, content: string | Uint8Array, problem: string]> = [
  ["an empty file", "", "-: expected an export or dump, found what looks like an empty file"],
  ["a header alone", "Id,Title,Body\n\n", "1: expected a header and a record a post, found the header alone"],
  ["a dump without a row", "<posts>\n</posts>", "2: expected a <row …/> a post in <posts>, found none"],
  ["a dump that is one empty element", "<posts />", "1: expected a <row …/> a post in <posts>, found none"],
  ["UTF-16", Buffer.from(header, "utf16le"), "-: expected an export or dump, found what looks like text in UTF-16"],
  [
    "a header without required columns",
    "Id,Score\n1,2\n",
    '1: expected the columns Title and Body, found no Title, no Body in the header "Id", "Score"'
  ],
  [
    "a text that is no table",
    "hello there\nyou\n",
    '1: expected the columns Title and Body, found no Title, no Body in the header "hello there"'
  ],
  ["a duplicate header", "Id,Title,Body,title\n1,a,b,c\n", '1: the header names "Title" twice, as columns 2 and 4'],
  [
    "an unclosed quote",
    `${header}1,t,b\n2,t,"b\n3,t,b\n`,
    "3: record 2 begins here and holds a quote that is never closed: it runs to the end of the file"
  ],
  [
    "an unclosed quote in a long file",
    `${header}1,t,"two\nlines"\n2,t,"b\n${"3,t,b\n".repeat(1000)}`,
    "4: record 2 begins here and is longer than 1,000 bytes: a quote in it is probably never closed"
  ],
  [
    "a quote that is not doubled",
    `${header}1,t,"a "b" c"\n`,
    "2: record 1 begins here and holds a quote that neither opens nor closes a field"
  ],
  [
    "more malformed records than the budget allows",
    `${header}1,t,b\n2,t,b,c\n3,t\n,t,b\n`,
    "-: 3 of 4 rows cannot be kept, more than 20%: 2 malformed (line 3: 4 fields where the header names 3; line 4: 2 fields where the header names 3), 1 no-id (line 5: Id is empty)"
  ],
  ["a NUL byte", `${header}1,t,b\n2,t,\u0000\n`, "3: expected text, found a NUL byte"],
  [
    "Latin-1",
    Buffer.concat([Buffer.from(`${header}1,t,caf`), Buffer.of(0xe9), Buffer.from("\n2,t,b\n")]),
    "2: expected UTF-8, found the byte 0xe9, which cannot stand there"
  ],
  [
    "a truncated dump",
    xml(`${row}\n<row Id="2" Bo`),
    "4: the file ends inside <posts>, after 1 row (unclosed tag: posts)"
  ],
  ["a dump without its end tag", xml(`${row}\n`), "4: the file ends inside <posts>, after 1 row (unclosed tag: posts)"],
  ["malformed XML", xml("<row Id=1 />"), "3: the XML is malformed: unquoted attribute value"],
  ["a duplicate attribute", xml('<row Id="1" Id="2" /></posts>'), "3: the XML is malformed: duplicate attribute: Id"],
  ["an unknown entity", xml('<row Id="&bogus;" /></posts>'), "3: the XML is malformed: undefined entity"],
  [
    "an entity named as a property of objects",
    xml('<row Id="&constructor;" /></posts>'),
    "3: the XML is malformed: undefined entity"
  ],
  [
    "a DOCTYPE with entities",
    '<!DOCTYPE posts [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><posts><row Id="&b;" /></posts>',
    "1: found a DOCTYPE, which data dumps do not have and which can make a reader fetch or expand anything"
  ],
  [
    "a DOCTYPE that never ends",
    `<!DOCTYPE posts [${"<!ENTITY a 'a'>".repeat(1000)}`,
    "1: what begins here, after row 0, is longer than 1,000 characters: a quote in it is probably never closed"
  ],
  [
    "another table of the dump",
    '<comments>\n<row Id="1" /></comments>',
    "1: expected <posts>, found <comments>: it is another table of the dump"
  ],
  ["other XML", "<rss></rss>", "1: expected <posts>, found <rss>"],
  [
    "fields as elements",
    xml("<row><Id>1</Id></row></posts>"),
    "3: expected the fields as attributes of <row>, found <Id> inside"
  ],
  [
    "deep nesting",
    "<posts><row>".padEnd(5000, "<row>"),
    "1: expected the fields as attributes of <row>, found <row> inside"
  ],
  [
    "an attribute that never ends",
    xml(`${row}\n<row Id="2" Body="${"x".repeat(5000)}`),
    "4: what begins here, after row 1, is longer than 1,000 characters: a quote in it is probably never closed"
  ],
  [
    "a declared encoding",
    '<?xml version="1.0" encoding="ISO-8859-1"?><posts></posts>',
    "1: expected UTF-8, found the encoding ISO-8859-1"
  ]
]

describe("an input that cannot be read", () => {
  for (const [name, content, problem] of bad) {
    it.effect(`for ${name} names line, problem and remedy, however the file is cut`, () =>
      Effect.gen(function* () {
        assert.strictEqual(yield* problemOf(content), problem)
      })
    )
  }

  it.effect("is told together with all others, each with its label, and asks for exit code 2", () =>
    Effect.gen(function* () {
      const files: TestFiles = { "a.csv": `${header}1,t,"b`, "good.csv": `${header}1,t,b\n`, "b/Posts.xml": "<rss/>" }
      const error = yield* Effect.flip(ingest(files))
      assert.strictEqual(error._tag, "InputError")
      assert.strictEqual(error._tag === "InputError" && error.exitCode, 2)
      assert.deepStrictEqual(error.message.split("\n"), [
        "2 inputs cannot be read:",
        "- a.csv:2: record 1 begins here and holds a quote that is never closed: it runs to the end of the file. Close the quote or double it, or export again: the file may be cut off.",
        "- b/Posts.xml:1:6: expected <posts>, found <rss>. Give Posts.xml of a data dump as it is."
      ])
    })
  )

  it.effect("names the parameter and a value for a record that is longer than the limit, as a person types it", () =>
    Effect.gen(function* () {
      const long = (content: string) => problemsOf({ f: content }, { maxFieldBytes: 100 })
      const [record] = yield* long(`${header}1,t,${"x".repeat(200)}`)
      assert.strictEqual(
        record!.remedy,
        "Close the quote or double it; if the record is right, raise the limit with --set posts.maxFieldBytes=200"
      )
      const [element] = yield* long(xml(`<row Id="2" Body="${"x".repeat(200)}`))
      assert.include(element!.remedy, "--set posts.maxFieldBytes=200")
    })
  )

  it.effect("does not exist where a field is just as long as it may be", () =>
    Effect.gen(function* () {
      const { output } = yield* ingest(
        {
          f: csv([
            ["Id", "Title", "Body"],
            ["1", "t", "x".repeat(990)]
          ])
        },
        { maxFieldBytes: 1000 }
      )
      assert.strictEqual(output.posts.numRows, 1)
    })
  )
})
