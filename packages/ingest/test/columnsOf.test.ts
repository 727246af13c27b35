import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { ColumnMap, columnsOf, fieldByPlainName } from "../src/columnsOf.ts"
import { InputProblem } from "../src/InputError.ts"

const columns = (header: string, map: ColumnMap = {}): unknown => {
  try {
    return columnsOf({
      names: header.split(","),
      columns: map,
      place: "the header",
      line: 1,
      problem: (fields) => new InputProblem({ label: "f", ...fields })
    })
  } catch (cause) {
    return (cause as Error).message
  }
}

describe("columnsOf", () => {
  it.each([
    ["Id,Title,Body", ["id", "title", "body"]],
    [" body ,TITLE,question_id", ["body", "title", "id"]],
    [",Unnamed: 0,Title,Body,OwnerDisplayName", [null, null, "title", "body", null]],
    [
      "Source,Id,Title,Body,ViewCount,Score,Tags,CreationDate",
      ["source", "id", "title", "body", "viewCount", "score", "tags", "createdAt"]
    ],
    [
      "Question_title,question_body,tags,creation_date,owner_user_id,view_count,answer_count,score,last_activity_date,content_license",
      ["title", "body", "tags", "createdAt", "owner", "viewCount", "answerCount", "score", "activeAt", "licence"]
    ],
    ["question_id,title,body,body_markdown,owner.user_id,link", ["id", "title", "body", null, "owner", "source"]],
    [
      "Id,OwnerUserId,CreationDate,ClosedDate,Score,Title,Body",
      ["id", "owner", "createdAt", null, "score", "title", "body"]
    ],
    ["Id,Title,Body,Tags,CreationDate,Y", ["id", "title", "body", "tags", "createdAt", null]]
  ])("reads %s", (header, fields) => assert.deepStrictEqual(columns(header), fields))

  it("takes the first of several names of a field, and leaves the others", () => {
    assert.deepStrictEqual(columns("question_title,Title,Body"), [null, "title", "body"])
  })

  it("takes the column that the person names before the known ones", () => {
    assert.deepStrictEqual(columns("Title,Headline,Body", { title: "headline" }), [null, "title", "body"])
    assert.deepStrictEqual(columns("Body,Text,Title", { Body: "Text", Title: "Body" }), ["title", "body", null])
  })

  it.each([
    [
      "Id,Name",
      {},
      'found no Title, no Body in the header "Id", "Name". Name the columns that hold them, as in --map Title=NAME --map Body=NAME'
    ],
    ["Title,Body,title", {}, 'the header names "Title" twice, as columns 1 and 3'],
    [
      "Title,Text",
      { Body: "Texte" },
      'expected the column "Texte" for Body, found no such name in the header "Title", "Text". Mend the name after Body=; did you mean "Text"?'
    ]
  ])("refuses %s with %j", (header, map, message) => assert.include(columns(header, map), message))

  it("knows the names on the left side, and lists them where one is wrong", () => {
    const decode = Schema.decodeUnknownSync(ColumnMap)
    assert.deepStrictEqual(decode({ title: "x", Owner_User_Id: "y" }), { title: "x", Owner_User_Id: "y" })
    assert.throws(() => decode({ Titel: "x" }), /no field is named "Titel"; did you mean "Title"\?/)
    assert.throws(() => decode({ Subject: "x" }), /known: Id, Title, Body, Tags, CreationDate/)
    assert.throws(() => decode(JSON.parse('{"__proto__":"x"}')), /__proto__/)
  })

  it("is not misled by names that objects have of themselves", () => {
    assert.deepStrictEqual(columns("Title,Body,constructor,__proto__,toString"), ["title", "body", null, null, null])
    assert.strictEqual(fieldByPlainName({})["constructor"], undefined)
  })
})
