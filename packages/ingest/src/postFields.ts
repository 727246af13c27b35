/**
 * The columns of exports and the attributes of dumps that ingest reads, by the names they go by.
 */
import { Buffer } from "node:buffer"

/** A text that may be long: a string, or its UTF-8 bytes, which need not become one to be kept. */
export type Text = string | Uint8Array

/** A text as a string. */
export const stringOf = (text: Text): string =>
  typeof text === "string" ? text : Buffer.from(text.buffer, text.byteOffset, text.byteLength).toString("utf8")

/** What one row of an input says, as text; `undefined` where it has no such column or attribute. */
export interface RawPost {
  id?: string | undefined
  title?: Text | undefined
  body?: Text | undefined
  tags?: string | undefined
  createdAt?: string | undefined
  score?: string | undefined
  viewCount?: string | undefined
  answerCount?: string | undefined
  owner?: string | undefined
  licence?: string | undefined
  postType?: string | undefined
  parent?: string | undefined
  source?: string | undefined
  activeAt?: string | undefined
  editedAt?: string | undefined
}

/** A field of a raw row. */
export type PostField = keyof RawPost

interface FieldFacts {
  /** As the Data Explorer and the dumps spell it. */
  readonly name: string
  /**
   * Other names in use, the more telling first: BigQuery and published data sets (`Question_title`), the Stack Exchange API
   * (`owner.user_id`, a member of a member), hand-written queries. Case, blanks, underscores and hyphens never count.
   */
  readonly aliases?: ReadonlyArray<string>
  readonly required?: true
  /** What a study loses where no question of an input has it; absent where it loses nothing. */
  readonly cost?: string
}

/** Facts of each field, in the order in which messages list them. */
export const postFields: Readonly<Record<PostField, FieldFacts>> = {
  id: {
    name: "Id",
    aliases: ["QuestionId", "PostId"],
    cost: "a post's id is made of its site, title, body, tags and date; posts have no links, and a post that was edited counts as another one"
  },
  title: { name: "Title", aliases: ["QuestionTitle", "PostTitle"], required: true },
  body: { name: "Body", aliases: ["QuestionBody", "PostBody"], required: true },
  tags: {
    name: "Tags",
    aliases: ["QuestionTags", "PostTags", "TagNames"],
    cost: "no selection by tags, no comparison of topics with tags"
  },
  createdAt: {
    name: "CreationDate",
    aliases: ["QuestionCreationDate", "PostCreationDate", "CreatedAt", "DateCreated"],
    cost: "no shares by year, no licence by date"
  },
  score: { name: "Score", aliases: ["QuestionScore", "PostScore"], cost: "no score beside the posts" },
  viewCount: {
    name: "ViewCount",
    aliases: ["QuestionViewCount", "PostViewCount", "Views"],
    cost: "no views beside the posts"
  },
  answerCount: {
    name: "AnswerCount",
    aliases: ["QuestionAnswerCount", "PostAnswerCount", "Answers"],
    cost: "no number of answers beside the posts"
  },
  owner: {
    name: "OwnerUserId",
    aliases: ["Owner.UserId", "QuestionOwnerUserId", "PostOwnerUserId"],
    cost: "posts of one author count as independent"
  },
  licence: {
    name: "ContentLicense",
    aliases: ["ContentLicence", "License", "Licence"],
    cost: "licences are those that the dates imply, though the licence follows a post's last edit"
  },
  postType: { name: "PostTypeId" },
  parent: { name: "ParentId" },
  source: { name: "Source", aliases: ["Site", "Link"] },
  activeAt: { name: "LastActivityDate", aliases: ["QuestionLastActivityDate"] },
  editedAt: { name: "LastEditDate", aliases: ["QuestionLastEditDate"] }
}

/** All fields, in order. */
export const fieldNames = Object.keys(postFields) as ReadonlyArray<PostField>

/** The fields that a study misses where an input does not have them. */
export const optionalFields = fieldNames.filter((field) => postFields[field].cost !== undefined)

/** A column's name as it is compared: lower case, without blanks, underscores and hyphens. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, "")

/** The field that an attribute of a dump's row holds. */
export const fieldByAttribute: ReadonlyMap<string, PostField> = new Map(
  fieldNames.map((field) => [postFields[field].name, field])
)
