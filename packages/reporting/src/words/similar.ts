/**
 * Kinds of similar questions, and what can change between two states of one, in words.
 */

/** How alike two questions are. */
export const kindNames: Readonly<Record<string, string>> = {
  same: "same words, same order",
  near: "nearly the same words"
}

/** Columns of posts as headings. */
export const columnNames: Readonly<Record<string, string>> = {
  any: "Any change",
  title: "Title",
  body: "Text",
  tags: "Tags",
  createdAt: "Date",
  score: "Score",
  viewCount: "Views",
  answerCount: "Answers",
  author: "Author",
  owner: "Author",
  licence: "Licence"
}
