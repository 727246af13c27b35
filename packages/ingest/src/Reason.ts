/**
 * Why a row of an input is not a question of the study. A closed set.
 */

/** All reasons, in the order in which the funnel lists them; a reason's number is its place here. */
export const reasons = [
  "malformed",
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
  "earlier-state",
  "duplicate"
] as const

/** Why a row was not kept. */
export type Reason = (typeof reasons)[number]

/** What a person can do about each reason. */
export const remedyByReason: Readonly<Record<Reason, string>> = {
  malformed: "look at the row in the file, and mend or export it again",
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
  "earlier-state": "nothing: of several states of a post the newest is kept",
  duplicate: "nothing: one row of each post is kept"
}

/** Where a row fell out, by reason; the words of `rejects.step`. */
export const stepOfReason = (reason: Reason): "parse" | "kind" | "fields" | "merge" => {
  switch (reason) {
    case "malformed":
      return "parse"
    case "no-id":
    case "no-title":
    case "no-body":
      return "fields"
    case "earlier-state":
    case "duplicate":
      return "merge"
    default:
      return "kind"
  }
}

/** Reasons that tell of a fault in the export, and so count against the budget of rejects; the others are as it should be. */
export const faults: ReadonlySet<Reason> = new Set<Reason>(["malformed", "no-id", "no-title", "no-body"])

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
