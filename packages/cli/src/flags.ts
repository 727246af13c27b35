/**
 * The options that commands share.
 */
import { availableParallelism } from "node:os"
import { Argument, Flag } from "effect/cli"

const nodes = Argument.String("NODE").pipe(
  Argument.withDescription("Outputs, such as posts, topics or report; without one, everything up to the report"),
  Argument.variadic({ min: 0 })
)

const oneNode = Argument.String("NODE").pipe(
  Argument.withDescription("One output, such as posts, topics or topic-terms; files may follow an --input here too"),
  Argument.variadic({ min: 0 })
)

/** The study that a command is about. */
export const study = Flag.String("study").pipe(
  Flag.withDescription("The study, a folder under pipelines/; not needed while there is one"),
  Flag.withMetavar("NAME"),
  Flag.optional
)

const corpus = Flag.String("corpus").pipe(
  Flag.withDescription("A corpus of the study, such as simulated"),
  Flag.withMetavar("NAME"),
  Flag.optional
)

const input = Flag.String("input").pipe(
  Flag.withDescription(
    "Your own export or dump, or a folder of them; SITE=FILE where the file does not name its site. May be repeated"
  ),
  Flag.withMetavar("[SITE=]FILE"),
  Flag.atLeast(0)
)

const set = Flag.String("set").pipe(
  Flag.withDescription("Sets a parameter for this run, such as topics.k=20. May be repeated"),
  Flag.withMetavar("NODE.PARAM=VALUE"),
  Flag.atLeast(0)
)

const map = Flag.String("map").pipe(
  Flag.withDescription(
    "Which column of your exports holds a field, where its name does not tell: Title=Question_title. May be repeated"
  ),
  Flag.withMetavar("FIELD=COLUMN"),
  Flag.atLeast(0)
)

const maxRejects = Flag.String("max-rejects").pipe(
  Flag.withDescription("End the run where more of an input's rows than this share are at fault, such as 1%"),
  Flag.withMetavar("SHARE"),
  Flag.optional
)

const selectionFlags = { study, corpus, input, set, map, maxRejects }

/** What a command takes that is about any number of outputs. */
export const selectionWithNodes = { names: nodes, ...selectionFlags }

/** The same for a command about one output; that it is one is checked once files are told from names. */
export const selectionWithOneNode = { names: oneNode, ...selectionFlags }

/** Prints JSON on standard output and nothing else. */
export const json = Flag.Boolean("json").pipe(
  Flag.withDescription("Print one JSON object a line on standard output, and nothing else there"),
  Flag.withDefault(false)
)

/** How many worker threads stages may use; as many as there are cores where it is not given. No result depends on it. */
export const workers = Flag.Int("workers").pipe(
  Flag.filter(
    (n) => n >= 1 && n <= 1024,
    () => "a number of threads from 1 to 1024"
  ),
  Flag.withDescription("Compute in at most this many threads, instead of one a core. No result depends on it"),
  Flag.withMetavar("N"),
  Flag.withDefault(availableParallelism())
)

/** Options that stand before or after any command. */
export const sharedFlags = {
  artifacts: Flag.String("artifacts").pipe(
    Flag.withDescription("Keep store, runs and reports in this folder instead of the project's artifacts/"),
    Flag.withMetavar("FOLDER"),
    Flag.optional
  ),
  verbose: Flag.Boolean("verbose").pipe(
    Flag.withDescription("With an error, print where in the program it arose"),
    Flag.withDefault(false)
  )
}
