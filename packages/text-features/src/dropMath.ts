/**
 * LaTeX as MathJax reads it: `$$…$$`, `\[…\]` and environments up to 2,000 characters, `$…$` and `\(…\)` up to 500, each
 * inside one block. A `$` opens only where no letter, digit or backslash is before it and no space after it, and closes
 * only where no space is before it and no digit after it (pandoc's rule), so that "$5 and $10" stays.
 * Every alternative stops at its own opening, so that a long run of openings is read once.
 */
const math = new RegExp(
  [
    String.raw`\$\$[^$\n]{1,2000}\$\$`,
    String.raw`(?<![\\$\p{L}\p{N}])\$(?![ $])[^$\n]{0,499}[^$\n \\]\$(?![$\p{N}])`,
    String.raw`\\\((?:(?!\\\()[^\n]){1,500}?\\\)`,
    String.raw`\\\[(?:(?!\\\[)[^\n]){1,2000}?\\\]`,
    String.raw`\\begin\{([a-z]{1,20}\*?)\}(?:(?!\\begin\{\1\})[^\n]){0,2000}?\\end\{\1\}`
  ].join("|"),
  "gu"
)

/** The text with each piece of LaTeX replaced by a space: its commands and one-letter variables are not words of a topic. */
export const dropMath = (text: string): string =>
  text.includes("$") || text.includes("\\") ? text.replace(math, " ").replace(/ {2,}/g, " ") : text
