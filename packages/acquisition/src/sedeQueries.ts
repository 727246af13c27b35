/**
 * Queries for the Stack Exchange Data Explorer (SEDE) that yield what a study with two lists of terms selects from.
 */
import type { SedeQuery } from "@praxis/dataflow/Study"

/** What the queries are made of. */
export interface SedeOptions {
  /** Short names of sites. */
  readonly sites: ReadonlyArray<string>
  readonly a: { readonly title: string; readonly terms: ReadonlyArray<string> }
  readonly b: { readonly title: string; readonly terms: ReadonlyArray<string> }
}

/** Rows that SEDE gives at most; what is beyond is cut in silence. */
export const sedeRowLimit = 50_000

/**
 * Two queries a site: `windows` counts the questions of each quarter, `posts` yields those between two dates. A question
 * is yielded where it bears a tag of one list and its title or body holds the words of a term of the other, with
 * anything between them and as parts of words: more than the study's rule selects, never less, as far as the words stand
 * in one order. The rule itself is applied by the study. Shared by both: the same condition, so that the counts are those
 * of the rows.
 */
export const sedeQueries = ({ sites, a, b }: SedeOptions): ReadonlyArray<SedeQuery> =>
  sites.flatMap(
    (site): ReadonlyArray<SedeQuery> => [
      {
        site,
        name: "windows",
        description: `counts the questions of ${site} by quarter, to choose windows of at most ${sedeRowLimit} rows`,
        sql: `${head(site, a.title, b.title, windowsUse)}\n${windowsSql(a.terms, b.terms)}`
      },
      {
        site,
        name: "posts",
        description: `yields the questions of ${site} created in one window`,
        sql: `${head(site, a.title, b.title, postsUse)}\n${postsSql(a.terms, b.terms)}`
      }
    ]
  )

const windowsUse = [
  "1 of 2: how many questions each quarter has. Join quarters that follow one another while their sum, RunningTotal",
  `against RunningTotal, stays below ${sedeRowLimit}: SEDE gives at most ${sedeRowLimit} rows and cuts the rest in silence.`,
  "Each such stretch is a window of query 2: From is the first quarter, To the quarter after the last.",
  "Where one quarter alone has more, run query 2 for its months."
]

const postsUse = [
  "2 of 2: the questions created from From (that day included) to To (that day excluded), as yyyymmdd.",
  "Run it once for each window that query 1 gave, download each result as CSV, and name all files with --input.",
  `A result of exactly ${sedeRowLimit} rows was cut: take a smaller window.`
]

const head = (site: string, a: string, b: string, use: ReadonlyArray<string>): string =>
  [
    `Site: ${site}. Questions tagged ${a} whose text names ${b}, or the other way round.`,
    "The condition lets in more than the study's rule, which is applied when the files are read.",
    ...use
  ]
    .map((line) => `-- ${comment(line)}`)
    .join("\n")

const windowsSql = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): string => `SELECT
  Quarter,
  Questions,
  SUM(Questions) OVER (ORDER BY Quarter ROWS UNBOUNDED PRECEDING) AS RunningTotal
FROM (
  SELECT
    DATEADD(quarter, DATEDIFF(quarter, 0, p.CreationDate), 0) AS Quarter,
    COUNT(*) AS Questions
  FROM Posts p
  WHERE p.PostTypeId = 1
    AND ${condition(a, b)}
  GROUP BY DATEADD(quarter, DATEDIFF(quarter, 0, p.CreationDate), 0)
) AS counted
ORDER BY Quarter;
`

const columns = [
  "Id",
  "PostTypeId",
  "Title",
  "Body",
  "Tags",
  "Score",
  "ViewCount",
  "AnswerCount",
  "CreationDate",
  "LastActivityDate",
  "OwnerUserId",
  "ContentLicense"
]

const postsSql = (
  a: ReadonlyArray<string>,
  b: ReadonlyArray<string>
): string => `DECLARE @From DATETIME = '20080701'; -- the window: change both
DECLARE @To DATETIME = '20300101';

SELECT
${columns.map((column) => `  p.${column}`).join(",\n")}
FROM Posts p
WHERE p.PostTypeId = 1
  AND p.CreationDate >= @From
  AND p.CreationDate < @To
  AND ${condition(a, b)}
ORDER BY p.Id;
`

const condition = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): string =>
  `((${tagged(a)} AND ${holds(b)})
      OR (${tagged(b)} AND ${holds(a)}))`

const tagged = (terms: ReadonlyArray<string>): string => `EXISTS (
        SELECT 1 FROM PostTags pt JOIN Tags t ON t.Id = pt.TagId
        WHERE pt.PostId = p.Id AND t.TagName IN (${unique(terms.map(asTag)).map(literal).join(", ")}))`

const holds = (terms: ReadonlyArray<string>): string => `EXISTS (
        SELECT 1 FROM (VALUES ${leastPatterns(terms)
          .map((pattern) => `(${literal(pattern)})`)
          .join(", ")}) AS term (Pattern)
        WHERE p.Title LIKE term.Pattern ESCAPE N'\\' OR p.Body LIKE term.Pattern ESCAPE N'\\')`

/** A term as a tag: lower case, hyphens for blanks. */
const asTag = (term: string): string => term.trim().toLowerCase().replace(/\s+/g, "-")

/** Patterns of terms, but those that another one finds anyway: `jupyter notebook` beside `jupyter`. */
const leastPatterns = (terms: ReadonlyArray<string>): ReadonlyArray<string> => {
  const plain = unique(
    terms.map((term) =>
      term
        .trim()
        .toLowerCase()
        .replace(/[\s-]+/g, " ")
    )
  )
  return plain
    .filter((term) => !plain.some((other) => other !== term && term.includes(other)))
    .map((term) => `%${term.split(" ").map(likeLiteral).join("%")}%`)
}

const unique = (texts: ReadonlyArray<string>): ReadonlyArray<string> => [...new Set(texts)]

/** Text that LIKE takes as it is, with `\\` as its escape character. */
export const likeLiteral = (text: string): string => text.replace(/[\\%_[]/g, "\\$&")

/** A literal of T-SQL. `##` begins a parameter of SEDE, also within quotes: it is parted. */
export const literal = (text: string): string =>
  text
    .split(/(?<=#)(?=#)/)
    .map((part) => `N'${part.replaceAll("'", "''")}'`)
    .join(" + ")

/** A comment of one line. */
const comment = (text: string): string => text.replace(/[\r\n]+/g, " ").replaceAll("##", "# #")
