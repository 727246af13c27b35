/** The words of tags: each tag, and the parts between the hyphens of a hyphenated one. */
export const wordsOfTags = (tags: Iterable<string>): ReadonlySet<string> =>
  new Set(Array.from(tags).flatMap((tag) => [tag, ...tag.split("-").filter((part) => part !== "")]))
