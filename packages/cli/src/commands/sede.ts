/**
 * `sede`: queries for the Stack Exchange Data Explorer that yield the study's posts.
 */
import { Effect, Option } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { UsageError } from "../errors.ts"
import { json } from "../flags.ts"
import { Screen } from "../Screen.ts"
import { loadStudy } from "../studies.ts"

/** The command. */
export const sede = Command.make(
  "sede",
  {
    study: Argument.String("STUDY").pipe(
      Argument.withDescription("The study, such as ml-practices; not needed while there is one"),
      Argument.optional
    ),
    site: Flag.String("site").pipe(
      Flag.withDescription("Only the queries for this site, by its short name, such as stats. May be repeated"),
      Flag.withMetavar("SITE"),
      Flag.atLeast(0)
    ),
    json
  },
  Effect.fnUntraced(function* (options) {
    const screen = yield* Screen
    const study = yield* loadStudy(Option.getOrUndefined(options.study))
    const all = study.queries ?? []
    if (all.length === 0) return yield* new UsageError({ problem: `the study ${study.name} brings no queries` })
    const sites = [...new Set(all.map(({ site }) => site))]
    const wrong = options.site.find((site) => !sites.includes(site))
    if (wrong !== undefined) {
      return yield* new UsageError({
        problem: `the study has no queries for ${wrong}; it has them for ${sites.join(", ")}`
      })
    }
    const chosen = all.filter(({ site }) => options.site.length === 0 || options.site.includes(site))
    for (const query of chosen) {
      if (options.json) screen.json(query)
      else screen.line(query.sql)
    }
  })
).pipe(
  Command.withDescription(
    "Print the SQL that yields the study's posts in the Stack Exchange Data Explorer, two queries a site: one counts, so that windows under its limit of 50,000 rows can be chosen; the other yields the posts of a window"
  ),
  Command.withExamples([
    {
      command: "pnpm --silent pipeline sede ml-practices --site stats",
      description: "The two queries for Cross Validated"
    },
    {
      command: "pnpm --silent pipeline sede --json",
      description: "All, one JSON object a query: site, name, description, sql"
    }
  ])
)
