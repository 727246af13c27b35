/** What the steps of the funnel mean; a step without an entry is shown by its own name. */
export const meaningByStep: Readonly<Record<string, string>> = {
  answer: "An answer. The study is of questions.",
  "orphaned-tag-wiki": "The page of a tag that is gone.",
  "tag-wiki-excerpt": "The short description of a tag.",
  "tag-wiki": "The page of a tag.",
  "moderator-nomination": "A nomination in a moderators’ election.",
  "wiki-placeholder": "A place kept for a wiki page.",
  "privilege-wiki": "A page about privileges of the site.",
  "other-post-type": "A post of another type than question.",
  "no-id": "A row without an id cannot be traced to its post.",
  "no-title": "A row without a title: as a rule an answer in an export that mixes both.",
  "no-body": "A question without text.",
  duplicate: "A second row of a post that is there already; one is kept."
}

/** A step as a heading: `no-title` → `No title`. */
export const stepName = (step: string): string => {
  const words = step.replaceAll("-", " ")
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}
