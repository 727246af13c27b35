/**
 * Why a row of an input is not a question of the study. A closed set.
 */
import { Schema } from "effect"

/** The reasons in the order in which the funnel lists them. */
export const Reason = Schema.Literals([
  "answer",
  "orphaned-tag-wiki",
  "tag-wiki-excerpt",
  "tag-wiki",
  "moderator-nomination",
  "wiki-placeholder",
  "privilege-wiki",
  "other-post-type",
  "no-id",
  "no-title",
  "no-body",
  "duplicate"
])

/** Why a row was not kept. */
export type Reason = typeof Reason.Type

/** All reasons, in order; a reason's number is its place here. */
export const reasons: ReadonlyArray<Reason> = Reason.literals

/** What a person can do about each reason. */
export const remedyByReason: Readonly<Record<Reason, string>> = {
  answer: "nothing: a study is of questions",
  "orphaned-tag-wiki": "nothing: a study is of questions",
  "tag-wiki-excerpt": "nothing: a study is of questions",
  "tag-wiki": "nothing: a study is of questions",
  "moderator-nomination": "nothing: a study is of questions",
  "wiki-placeholder": "nothing: a study is of questions",
  "privilege-wiki": "nothing: a study is of questions",
  "other-post-type": "nothing: a study is of questions",
  "no-id": "export the column Id with a value in each row",
  "no-title": "nothing if it is an answer; else export the question's Title",
  "no-body": "export the question's Body",
  duplicate: "nothing: one row of each post is kept"
}

/** The reason of a post type other than question (1). Source: PostTypes of the Stack Exchange Data Explorer. */
export const reasonOfPostType = (postType: string): Reason => reasonByPostType.get(postType) ?? "other-post-type"

const reasonByPostType: ReadonlyMap<string, Reason> = new Map([
  ["2", "answer"],
  ["3", "orphaned-tag-wiki"],
  ["4", "tag-wiki-excerpt"],
  ["5", "tag-wiki"],
  ["6", "moderator-nomination"],
  ["7", "wiki-placeholder"],
  ["8", "privilege-wiki"]
])
