/**
 * `fetch`: gets a published corpus, the dump of a site, or questions by the API.
 */
import { download } from "@praxis/acquisition/download"
import { apiSite, dumpBase, dumpFile, siteHost } from "@praxis/acquisition/siteDump"
import { apiBase, fetchQuestions } from "@praxis/acquisition/stackExchangeApi"
import { isDigest } from "@praxis/dataflow/Digest"
import { Config, Effect, Option, Path, Redacted } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { quoted } from "../commandLine.ts"
import { UsageError } from "../errors.ts"
import { json, study } from "../flags.ts"
import { httpClient } from "../httpClient.ts"
import { fetchDisplay } from "../output/fetchDisplay.ts"
import { plural } from "../output/text.ts"
import { corpusFolder, publishedNamed } from "../publishedInputs.ts"
import { Screen } from "../Screen.ts"
import { loadStudy } from "../studies.ts"
import { Workspace } from "../Workspace.ts"

const flags = {
  what: Argument.String("CORPUS|SITE").pipe(
    Argument.withDescription("A published corpus of the study, or a site whose dump is wanted; none with --api"),
    Argument.optional
  ),
  study,
  api: Flag.String("api").pipe(
    Flag.withDescription("Get questions of this site by the Stack Exchange API; what is there already is added to"),
    Flag.withMetavar("SITE"),
    Flag.optional
  ),
  tagged: Flag.String("tagged").pipe(
    Flag.withDescription("With --api: only questions that bear all these tags"),
    Flag.withMetavar("TAG;TAG"),
    Flag.optional
  ),
  since: Flag.String("since").pipe(
    Flag.withDescription("With --api: only questions asked on this day or later (UTC)"),
    Flag.withMetavar("YYYY-MM-DD"),
    Flag.optional
  ),
  until: Flag.String("until").pipe(
    Flag.withDescription("With --api: only questions asked before this day (UTC)"),
    Flag.withMetavar("YYYY-MM-DD"),
    Flag.optional
  ),
  key: Flag.String("key").pipe(
    Flag.withDescription(
      "With --api: the key of an application, for a larger quota. Better in STACK_EXCHANGE_KEY, where no list of processes shows it"
    ),
    Flag.withMetavar("KEY"),
    Flag.optional
  ),
  sha256: Flag.String("sha256").pipe(
    Flag.withDescription("The SHA-256 that a site's dump must have"),
    Flag.withMetavar("DIGEST"),
    Flag.optional
  ),
  to: Flag.String("to").pipe(
    Flag.withDescription("Keep the files in this folder instead of corpora/NAME of the project"),
    Flag.withMetavar("FOLDER"),
    Flag.optional
  ),
  from: Flag.String("from").pipe(
    Flag.withDescription("Fetch from a mirror: the address that takes the place of the host's, up to the file's name"),
    Flag.withMetavar("URL"),
    Flag.optional
  ),
  json
}

type Options = Command.Command.Config.Infer<typeof flags>

/** The command. */
export const fetch = Command.make("fetch", flags, (options) =>
  (Option.isSome(options.api) ? fetchByApi(options, options.api.value) : fetchFiles(options)).pipe(
    Effect.provide(httpClient)
  )
).pipe(
  Command.withDescription(
    "Get a published corpus, checked by its digest; the dump of a site; or questions by the API. What was cut off is gone on with"
  ),
  Command.withExamples([
    { command: "pnpm pipeline fetch sample", description: "The sample that the study published, 3 MB" },
    { command: "pnpm pipeline fetch berman-2023", description: "The study's corpus, 162 MB" },
    { command: "pnpm pipeline fetch ai.stackexchange.com", description: "The latest data dump of a site" },
    {
      command: "pnpm pipeline fetch --api stats --tagged jupyter --since 2024-01-01",
      description: "Questions by the API; the same again adds what is new"
    }
  ])
)

const fetchFiles = Effect.fnUntraced(function* (options: Options) {
  const screen = yield* Screen
  const path = yield* Path.Path
  const { invokedFrom, shown } = yield* Workspace
  const alone = (["tagged", "since", "until", "key"] as const).find((name) => Option.isSome(options[name]))
  if (alone !== undefined) return yield* new UsageError({ problem: `--${alone} goes with --api SITE` })
  if (Option.isNone(options.what)) {
    return yield* new UsageError({ problem: "name a corpus or a site: pnpm pipeline fetch sample" })
  }
  const named = options.what.value
  const loaded = yield* loadStudy(Option.getOrUndefined(options.study))
  const corpus = publishedNamed(loaded, named)
  const host = siteHost(named)
  if (corpus === undefined && (host === undefined || !named.includes("."))) {
    const known = (loaded.published ?? []).map(({ name }) => name).join(", ")
    return yield* new UsageError({
      problem: `there is no published corpus ${named}; there are ${known}. A site is named by its host, such as ai.stackexchange.com`
    })
  }
  const pinned = Option.getOrUndefined(options.sha256)
  if (pinned !== undefined && (corpus !== undefined || !isDigest(pinned))) {
    return yield* new UsageError({
      problem:
        corpus === undefined
          ? "--sha256 takes 64 hexadecimal digits in lower case"
          : `the digests of ${named} are pinned by the study; leave --sha256 out`
    })
  }
  const folder = Option.isSome(options.to)
    ? path.resolve(invokedFrom, options.to.value)
    : yield* corpusFolder(corpus?.name ?? host!)
  const files = corpus?.files ?? [{ label: dumpFile(host!), url: `${dumpBase}/${dumpFile(host!)}`, sha256: pinned }]
  const onEvent = fetchDisplay({ ...screen, now: () => performance.now() }, options.json)
  const words: Array<string> = []
  for (const file of files) {
    const url = Option.isSome(options.from)
      ? `${options.from.value.replace(/\/$/, "")}/${encodeURIComponent(file.label)}`
      : file.url
    const { path: at } = yield* download({ ...file, url, folder, name: file.label, onEvent })
    words.push("site" in file && file.site !== undefined ? `${file.site}=${shown(at)}` : shown(at))
  }
  const licence =
    corpus?.licence ?? `user content of ${host}, CC BY-SA (2.5, 3.0 or 4.0, each post by its ContentLicense)`
  yield* sayNext(words, licence, options)
  if (!options.json && pinned === undefined && corpus === undefined) {
    screen.line(
      `Nobody pins the digest of a dump: it is kept beside the file as ${files[0]!.label}.sha256; others check theirs with --sha256.`
    )
  }
})

const fetchByApi = Effect.fnUntraced(function* (options: Options, site: string) {
  const screen = yield* Screen
  const path = yield* Path.Path
  const { invokedFrom, shown } = yield* Workspace
  if (Option.isSome(options.what) || Option.isSome(options.sha256)) {
    return yield* new UsageError({ problem: "--api takes neither a corpus nor --sha256" })
  }
  const host = siteHost(site)
  if (host === undefined) return yield* new UsageError({ problem: `--api ${site}: no site has such a name` })
  const since = yield* instant("since", options.since)
  const until = yield* instant("until", options.until)
  const tagged = Option.match(options.tagged, {
    onNone: () => [],
    onSome: (text) =>
      text
        .split(";")
        .map((tag) => tag.trim().toLowerCase())
        .filter((tag) => tag !== "")
  })
  const wrong = tagged.find((tag) => !/^[\p{L}\p{N}.#+-]+$/u.test(tag))
  if (wrong !== undefined) return yield* new UsageError({ problem: `--tagged: "${wrong}" is no tag` })
  const ofEnvironment = yield* Effect.orElseSucceed(Config.option(Config.Redacted("STACK_EXCHANGE_KEY")), () =>
    Option.none<Redacted.Redacted<string>>()
  )
  const key = Option.getOrUndefined(options.key) ?? Option.getOrUndefined(Option.map(ofEnvironment, Redacted.value))
  const name = `${[host, ...tagged.map((tag) => encodeURIComponent(tag))].join("_")}.jsonl`
  const folder = Option.isSome(options.to) ? path.resolve(invokedFrom, options.to.value) : yield* corpusFolder(host)
  const onEvent = fetchDisplay({ ...screen, now: () => performance.now() }, options.json)
  const base = Option.match(options.from, { onNone: () => apiBase, onSome: (url) => url.replace(/\/$/, "") })
  const site_ = apiSite(host)
  const found = yield* fetchQuestions({
    site: site_,
    tagged,
    since,
    // The API's `todate` counts the moment itself; a day is meant up to its last second before.
    until: until === undefined ? undefined : until - 1,
    key,
    folder,
    name,
    base,
    onEvent
  })
  if (options.json) screen.json({ _tag: "QuestionsFetched", ...found, path: shown(found.path) })
  else {
    screen.live?.("")
    screen.line(`${name}: ${plural(found.added, "question")} added, ${plural(found.questions, "question")} in all`)
  }
  if (found.stopped !== null) {
    screen.error(
      `note: stopped early: ${found.stopped}. The same command goes on from there; the quota is renewed daily`
    )
  }
  yield* sayNext(
    [`${site_}=${shown(found.path)}`],
    `user content of ${host}, CC BY-SA (each post by its content_license); link to each post and name its author where you quote`,
    options
  )
})

const sayNext = Effect.fnUntraced(function* (words: ReadonlyArray<string>, licence: string, options: Options) {
  const screen = yield* Screen
  const command = `pnpm pipeline run ${words.map((word) => `--input ${quoted(word)}`).join(" ")}`
  if (options.json) return screen.json({ _tag: "FetchDone", ok: true, licence, next: command })
  screen.line(`Licence: ${licence}`)
  screen.line(`Go on with: ${command}`)
})

/** A day as seconds since 1970, UTC. */
const instant = Effect.fnUntraced(function* (flag: string, text: Option.Option<string>) {
  if (Option.isNone(text)) return undefined
  const millis = /^\d{4}-\d{2}-\d{2}$/.test(text.value) ? Date.parse(`${text.value}T00:00:00Z`) : Number.NaN
  if (!Number.isNaN(millis) && new Date(millis).toISOString().startsWith(text.value)) return millis / 1000
  return yield* new UsageError({ problem: `--${flag} ${text.value}: expected a day as YYYY-MM-DD` })
})
