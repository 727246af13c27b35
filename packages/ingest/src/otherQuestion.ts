/**
 * Rows that nothing tells the site of: an id that two of them share may be the number of two questions.
 */
import { counted } from "./counted.ts"
import type { StateColumn } from "./postOrder.ts"
import { unknownSite } from "./siteOf.ts"

/** What tells one question from another; counts, tags, authors and licences change with time or export. */
const tellingColumns: ReadonlySet<StateColumn> = new Set(["title", "body", "createdAt"])

/** True where a row that is left out for its id may be another question: its site is unknown, and it asks something else. */
export const mayBeOtherQuestion = (site: string, changed: ReadonlyArray<StateColumn>): boolean =>
  site === unknownSite && changed.some((column) => tellingColumns.has(column))
const nameSites = "name the site of each file with SITE=FILE, or of each row in a column Source"

/** What to do about such a row. */
export const otherQuestionRemedy = `${nameSites}: without a site it cannot be told from another question with this id`

/** What a reader must know of `n` such rows; nothing where there are none. */
export const sayOtherQuestions = (n: number): ReadonlyArray<string> =>
  n === 0
    ? []
    : [
        `${counted(n, "question")} may be lost, left out for an id that another row has too: title, body or date differ, and nothing tells the site, ` +
          `while two sites give the same ids to their questions; ${nameSites} (\`pnpm pipeline show rejects\` lists what was left out)`
      ]
