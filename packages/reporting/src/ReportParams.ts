/**
 * The words that a study gives to its report. All are plain text: markup in them is shown, not run.
 */
import { Schema } from "effect"

const text = (description: string) => Schema.NonEmptyString.annotate({ description })

/** One limit of the study, and what it means for the reader. */
const Limit = Schema.Struct({
  title: text("The limit in a few words, without a full stop."),
  text: text("What follows from it, in one or two sentences.")
})

/** A work to cite. */
const Reference = Schema.Struct({
  text: text("Authors, title, place and year, as in a list of references."),
  url: Schema.NullOr(Schema.String).annotate({ description: "Where it can be read (https), or null." })
})

/** How the study's rule for selecting posts is spoken of. */
const SelectionWords = Schema.Struct({
  a: text("What the posts of the first term list are about, as in “questions on …”."),
  b: text("What the posts of the second term list are about."),
  rule: text("The rule in one sentence."),
  matching: text("What counts as a match of a term, as a tag and in a text, in a few sentences."),
  paper: text("How the study that this one follows matched terms, and what is wrong with that, in a few sentences.")
})

/** Parameters of the report: wording, and how many terms are shown. */
export const ReportParams = Schema.Struct({
  title: text("The report's title."),
  question: text("What was asked, in one sentence."),
  lede: Schema.Array(Schema.NonEmptyString).annotate({
    description: "What the report shows and how to read it: short paragraphs under the title."
  }),
  method: text("The method in two or three sentences, before the details that the parameters give."),
  selection: SelectionWords,
  siteNames: Schema.Record(Schema.String, Schema.String).annotate({
    description: "Full name of a site by its short name; a site without one is shown by its short name."
  }),
  limits: Schema.Array(Limit).annotate({ description: "What this corpus and this method cannot show." }),
  references: Schema.Array(Reference).annotate({
    description: "What to cite beside this report, and what it builds on."
  }),
  nTerms: Schema.Int.check(Schema.isBetween({ minimum: 3, maximum: 50 })).annotate({
    description: "How many terms of a topic are shown, 3 to 50."
  })
})

/** The decoded parameters. */
export type ReportParams = (typeof ReportParams)["Type"]
