import { Schema } from "effect"
import { contractions } from "./stopWords/contractions.ts"
import { english } from "./stopWords/english.ts"
import { forum } from "./stopWords/forum.ts"

const lists = { english, contractions, forum }

/** The parameters of a stage that leaves words out by list. */
export const stopWordParams = {
  stopWords: Schema.Array(Schema.Literals(["english", "contractions", "forum"])).annotate({
    description: `The lists of words that are left out; an empty array leaves none out. ${Object.values(lists)
      .map(({ name, version, licence }) => `${name}: ${version}, ${licence}.`)
      .join(" ")}`
  }),
  extraStopWords: Schema.Array(Schema.String).annotate({
    description:
      "Further words that this study leaves out, in lower case and as the table tokens shows them (stems, where words are stemmed)."
  })
}

/** All words of the named lists, and the study's own. */
export const stopWordSet = (params: {
  readonly stopWords: ReadonlyArray<keyof typeof lists>
  readonly extraStopWords: ReadonlyArray<string>
}): ReadonlySet<string> => new Set([...params.stopWords.flatMap((name) => lists[name].words), ...params.extraStopWords])
