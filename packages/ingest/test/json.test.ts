import { assert, describe, it } from "@effect/vitest"
import { jsonNames } from "../src/jsonPiece.ts"
import { madeUpPosts } from "./madeUpPosts.ts"
import { readJson } from "./readRows.ts"

const array = `${JSON.stringify(madeUpPosts.slice(0, 4), null, 2)}\n`
const pages = `{"quota_max":300,\n"backoff":{"items":[1,"]"]},"items":[{"question_id":1},\n{"question_id":2}],"has_more":true}\n{"items":[]}\n[{"Id":3}]`
const lines = `\n${madeUpPosts
  .slice(0, 4)
  .map((post) => JSON.stringify(post))
  .join("\r\n")}\n\n`
/** A byte of each kind in places where a cut may go wrong. */
const awkward =
  '[ {"Id":1,"Title":"a\\"]},{\\\\","Body":"[\\u00e9é😀"} ,\n3,"x,] y",null,-1.5e3, [1,[2]],\n{"Id":{}},{"a":1,"a":2} ]'

describe("JSON", () => {
  for (const [name, text, format] of [
    ["an array", array, "json"],
    ["answers of the API", pages, "json"],
    ["awkward elements", awkward, "json"],
    ["lines", lines, "jsonl"]
  ] as const) {
    it(`gives the same rows on the same lines however it is cut: ${name}`, () => {
      const whole = readJson(text, format)
      assert.strictEqual(whole.problem, undefined)
      for (const chunkBytes of [1, 2, 3, 7, 50, 1000]) {
        for (const pieceBytes of [1, 10, 100, 1000]) {
          assert.deepStrictEqual(readJson(text, format, { chunkBytes, pieceBytes }), whole)
        }
      }
    })
  }

  it("gives each value as text, and the line on which its object begins", () => {
    const { rows } = readJson(array, "json")
    assert.deepStrictEqual(rows[1] as unknown, {
      line: 15,
      id: "2",
      title: "Why does step 1 of é fail?",
      body: madeUpPosts[1]!.Body,
      tags: "[]",
      createdAt: String(madeUpPosts[1]!.CreationDate),
      score: "-2",
      viewCount: "100",
      owner: "1"
    })
  })

  it("reads what the API answers: items alone, members of the owner but no names, titles without their HTML", () => {
    const item = {
      tags: ["c++", "node.js"],
      owner: { user_id: 7, display_name: "Some Body", link: "https://ai.stackexchange.com/users/7" },
      view_count: 5,
      answer_count: 0,
      score: -1,
      last_activity_date: 1407506700,
      creation_date: 1407506662,
      question_id: 12,
      content_license: "CC BY-SA 3.0",
      link: "https://ai.stackexchange.com/questions/12/why",
      title: "a &lt; b &amp;&amp; &quot;c&quot; isn&#39;t &amp;lt;",
      body: "<p>a &lt; b</p>",
      body_markdown: "a < b"
    }
    const { rows } = readJson(JSON.stringify({ items: [item], has_more: false, quota_remaining: 9 }), "json")
    assert.deepStrictEqual(rows as unknown, [
      {
        line: 1,
        tags: '["c++","node.js"]',
        owner: "7",
        viewCount: "5",
        answerCount: "0",
        score: "-1",
        activeAt: "1407506700",
        createdAt: "1407506662",
        id: "12",
        licence: "CC BY-SA 3.0",
        source: "https://ai.stackexchange.com/questions/12/why",
        title: `a < b && "c" isn't &lt;`,
        body: "<p>a &lt; b</p>"
      }
    ])
  })

  it.each([
    ["3", "malformed: expected an object, found a number"],
    ['"a"', "malformed: expected an object, found a text"],
    ["null", "malformed: expected an object, found null"],
    ["true", "malformed: expected an object, found a boolean"],
    ["[1]", "malformed: expected an object, found an array"],
    ['{"Id":1,"Id":2}', "malformed: a member is named twice"],
    ['{"Id":1,"id":2}', 'malformed: two members are named like "id"'],
    ['{"Title":{"a":1}}', "malformed: Title is an object"],
    ['{"Body":["a"]}', "malformed: Body is an array"],
    ['{"Tags":["a",1]}', "malformed: Tags is an array"],
    ['{"Id":01}', "malformed: not valid JSON"],
    ['{"Id":1,}', "malformed: not valid JSON"],
    ["{'Id':1}", "malformed: not valid JSON"],
    [`{"Id":${"[".repeat(65)}1${"]".repeat(65)}}`, "malformed: nested deeper than 64 levels"]
  ])("loses a bad element alone: %s", (bad, found) => {
    for (const format of ["json", "jsonl"] as const) {
      const good = ['{"Id":"first"}', '{"Id":"last"}']
      const all = [good[0], bad, good[1]]
      const text = format === "json" ? `[${all.join(",\n")}]` : all.join("\n")
      const { rows, problem } = readJson(text, format)
      assert.strictEqual(problem, undefined)
      assert.strictEqual(rows.length, 3)
      assert.include(rows[1] as string, `2 ${found}`)
      assert.deepInclude(rows[2] as object, { id: "last", line: 3 })
    }
  })

  it("keeps all digits of a number, and lets nothing of a text through to a prototype", () => {
    const text = '[{"Id":12345678901234567891,"Score":1e999,"__proto__":{"Title":"x"},"constructor":1,"ViewCount":-0}]'
    const { rows } = readJson(text, "json")
    assert.deepStrictEqual(rows as unknown, [
      { line: 1, id: "12345678901234567891", score: "Infinity", viewCount: "0" }
    ])
    assert.strictEqual(({} as { Title?: string }).Title, undefined)
  })

  it("takes what Python writes for no number, but not inside a text", () => {
    const { rows } = readJson('[{"Score":NaN,"ViewCount":-Infinity,"Title":"NaN is \\"NaN\\""}]', "json")
    assert.deepStrictEqual(rows as unknown, [
      "1 oddity: value that JSON does not have (NaN, Infinity)",
      { line: 1, score: "NaN", viewCount: "-Infinity", title: 'NaN is "NaN"' }
    ])
  })

  it("writes half a pair of code units as JSON does, since UTF-8 cannot hold it", () => {
    const { rows } = readJson('[{"Title":"a\\ud83db \\ud83d\\ude00"}]', "json")
    assert.deepStrictEqual(rows as unknown, ["1 oddity: lone surrogate", { line: 1, title: "a\\ud83db 😀" }])
  })

  it.each([
    ['[{"Id":1}\n{"Id":2}]', 'f:2: expected a comma or the end of the array, found "{", after 1 element'],
    ['[{"Id":1},]', 'expected an element, found "]", after 1 element'],
    ["[,]", 'expected an element, found ","'],
    ['[{"Id":1}', "the file ends inside the JSON, after 1 element"],
    ['[{"Id":1},\n{"Id":"', "f:2: the file ends inside element 2, which begins here"],
    ['{"a":[1],"b":2}', 'expected an array of objects, or an object with the array "items", found one with "a", "b"'],
    ['{"error_id":502,"error_message":"throttled"}', "The API answered with an error: ask it again"],
    ['{"items":[{}] "a"}', 'expected a comma or the end of the object, found "\\""'],
    ["[] é", 'expected an array of objects, found "é"']
  ])("refuses a broken structure and says where: %s", (text, message) => {
    for (const chunkBytes of [1, 5, 10_000]) {
      assert.include(readJson(text, "json", { chunkBytes }).problem ?? "", message)
    }
  })

  it("refuses an element that is too long, whether it ends or not", () => {
    for (const end of ["", '"}]']) {
      for (const chunkBytes of [5, 10_000]) {
        const text = `[{"Id":1},\n{"Id":"${"x".repeat(2000)}${end}`
        const { problem } = readJson(text, "json", { chunkBytes, maxFieldBytes: 1000 })
        assert.include(problem!, "f:2: element 2 begins here and is longer than 1,000 bytes")
      }
    }
  })

  it("refuses a line that is too long, whether it ends or not", () => {
    for (const end of ["", '"}\n']) {
      const { problem } = readJson(`{"Id":1}\n{"Id":"${"x".repeat(2000)}${end}`, "jsonl", { maxFieldBytes: 1000 })
      assert.include(problem!, "f:2: expected a JSON object on each line, found a line longer than 1,000 bytes")
    }
  })

  it("passes over a member of any length without holding it", () => {
    const text = `{"a":[${'"]",'.repeat(100_000)}1],"items":[{"Id":1}]}`
    const { rows, problem } = readJson(text, "json", { chunkBytes: 1000, pieceBytes: 1000, maxFieldBytes: 1000 })
    assert.deepStrictEqual([rows as unknown, problem], [[{ line: 1, id: "1" }], undefined])
  })

  it("names the members of the first objects, those of objects in them too", () => {
    const text = new TextEncoder().encode('{"Id":1,"owner":{"user_id":2}} {"title":"a","tags":["b"]} 3 {')
    assert.deepStrictEqual(jsonNames(text, "json"), ["Id", "owner", "owner.user_id", "title", "tags"])
  })
})
