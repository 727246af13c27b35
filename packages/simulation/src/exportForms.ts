/**
 * Rows as the Data Explorer and the official data dump write them.
 */
import { escapeXml } from "./escape.ts"
import type { PostRow } from "./PostRow.ts"
import type { ExportForm } from "./Wording.ts"

/** How a file of this form begins, how each row is written and between what, and how it ends. */
export interface FormWriter {
  readonly head: string
  readonly row: (row: PostRow) => string
  readonly tail: string
}

/** Rows of the Data Explorer with all columns of Posts: every value in quotes, the header without, CRLF between records. */
const sede23: FormWriter = {
  head: "Id,PostTypeId,AcceptedAnswerId,ParentId,CreationDate,DeletionDate,Score,ViewCount,Body,OwnerUserId,OwnerDisplayName,LastEditorUserId,LastEditorDisplayName,LastEditDate,LastActivityDate,Title,Tags,AnswerCount,CommentCount,FavoriteCount,ClosedDate,CommunityOwnedDate,ContentLicense",
  row: (row) => {
    const isQuestion = row.kind !== "answer"
    const created = sqlDate(row.createdAt)
    const values = [
      row.id,
      isQuestion ? "1" : "2",
      isQuestion && row.accepted ? String(Number(row.id) + 1) : "",
      isQuestion ? "" : row.parentId,
      created,
      "",
      String(row.score),
      isQuestion ? String(row.viewCount) : "",
      row.body,
      row.owner === undefined ? "" : String(row.owner),
      row.owner === undefined ? "user of old" : "",
      "",
      "",
      "",
      created,
      row.title,
      bracketed(row.tags),
      isQuestion ? String(row.answerCount) : "",
      String(row.commentCount),
      "",
      row.closed ? sqlDate(row.createdAt + 86_400_000) : "",
      "",
      row.licence
    ]
    return `\r\n${values.map(quoted).join(",")}`
  },
  tail: ""
}

/** Rows of a query for seven columns, written by another program: quotes where they are needed, LF after each record. */
const sede7: FormWriter = {
  head: "Id,Title,Body,ViewCount,Score,Tags,CreationDate\n",
  row: (row) => {
    const views = row.kind === "answer" ? "" : String(row.viewCount)
    const values = [row.id, row.title, row.body, views, String(row.score), bracketed(row.tags), sqlDate(row.createdAt)]
    return `${values.map((value) => (/[",\r\n]/.test(value) ? quoted(value) : value)).join(",")}\n`
  },
  tail: ""
}

/** Posts.xml of the data dump: a byte order mark, CRLF between rows, bodies escaped in attributes, absent values left out. */
const dump: FormWriter = {
  head: '\ufeff<?xml version="1.0" encoding="utf-8"?>\r\n<posts>\r\n',
  row: (row) => {
    const isQuestion = row.kind !== "answer" && row.kind !== "wiki"
    const created = new Date(row.createdAt).toISOString().slice(0, 23)
    const attributes: ReadonlyArray<readonly [string, string | undefined]> = [
      ["Id", row.id === "" ? undefined : row.id],
      ["PostTypeId", row.kind === "answer" ? "2" : row.kind === "wiki" ? "5" : "1"],
      ["ParentId", row.kind === "answer" ? row.parentId : undefined],
      ["CreationDate", created],
      ["Score", String(row.kind === "wiki" ? 0 : row.score)],
      ["ViewCount", isQuestion ? String(row.viewCount) : undefined],
      ["Body", row.body],
      ["OwnerUserId", row.owner === undefined ? undefined : String(row.owner)],
      ["OwnerDisplayName", row.owner === undefined ? "user of old" : undefined],
      ["LastActivityDate", created],
      ["Title", isQuestion ? row.title : undefined],
      ["Tags", isQuestion ? bracketed(row.tags) : undefined],
      ["AnswerCount", isQuestion ? String(row.answerCount) : undefined],
      ["CommentCount", String(row.commentCount)],
      ["ContentLicense", row.licence]
    ]
    const present = attributes.flatMap(([name, value]) => (value === undefined ? [] : `${name}="${escapeXml(value)}"`))
    return `  <row ${present.join(" ")} />\r\n`
  },
  tail: "</posts>"
}

/** The writer of each form. */
export const formWriters: { readonly [F in ExportForm]: FormWriter } = { "sede-23": sede23, "sede-7": sede7, dump }

const quoted = (value: string): string => `"${value.includes('"') ? value.replaceAll('"', '""') : value}"`

const bracketed = (tags: ReadonlyArray<string>): string => tags.map((tag) => `<${tag}>`).join("")

/** `2022-04-18 12:44:51`, UTC. */
const sqlDate = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace("T", " ")
