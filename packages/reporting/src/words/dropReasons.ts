/** What the reasons of the funnel mean; one without an entry is shown by its own name. */
export const meaningByReason: Readonly<Record<string, string>> = {
  malformed: "The row cannot be read, though those beside it can.",
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
  "earlier-state": "A question that another row holds in a newer state; the newest is kept.",
  duplicate: "A second row of a post that is there already; one is kept."
}

/** Where rows fall out, in words. */
export const meaningByDropStep: Readonly<Record<string, string>> = {
  parse: "cannot be read",
  kind: "not a question",
  fields: "lacks what a question must have",
  merge: "is there already"
}

/** Steps at which a row that falls out tells of a fault in the export. */
export const faultSteps: ReadonlySet<string> = new Set(["parse", "fields"])

/** A step or reason as a heading: `no-title` → `No title`. */
export const stepName = (step: string): string => {
  const words = step.replaceAll("-", " ")
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}

/** The entry of a word list, its own alone: `constructor` has none. */
export const wordOf = (words: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(words, name) ? words[name] : undefined
