/** Tags as exports and dumps write them, `<a><b>`, `|a|b|`, `a|b` or with commas or blanks between, in order and in lower case. No tag of Stack Exchange holds such a sign. */
export const parseTags = (text: string): ReadonlyArray<string> =>
  text
    .toLowerCase()
    .split(/[<>|,;\s]+/)
    .filter((tag) => tag !== "")
