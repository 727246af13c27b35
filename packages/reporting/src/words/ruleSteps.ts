/**
 * The steps and variants of the selection rule in words.
 */
import type { ReportParams } from "../ReportParams.ts"

type Lists = Pick<ReportParams["selection"], "a" | "b">

/** The steps in their order, each with the title of its column. */
export const ruleSteps = ({ a, b }: Lists): ReadonlyArray<readonly [step: string, title: string]> => [
  ["posts", "Questions"],
  ["tagged-a", `Tagged: ${a}`],
  ["tagged-b", `Tagged: ${b}`],
  ["tagged-both", "Tagged: both"],
  ["a-mentions-b", `Tagged ${a}, naming ${b}`],
  ["b-mentions-a", `Tagged ${b}, naming ${a}`],
  ["selected-a", `Selected by a tag: ${a}`],
  ["selected-b", `Else by a tag: ${b}`],
  ["selected", "Selected"]
]

/** The steps that tell most, for tables that have little room. */
export const mainSteps = (lists: Lists): ReadonlyArray<readonly [step: string, title: string]> =>
  ruleSteps(lists).filter(([step]) => !detailSteps.has(step))

const detailSteps: ReadonlySet<string> = new Set(["tagged-both", "selected-a", "selected-b"])

/** Questions by the lists of their tags. */
export const tagGroupNames = ({ a, b }: Lists) => ({
  onlyA: `${a} alone`,
  both: "both lists",
  onlyB: `${b} alone`,
  neither: "neither list"
})

/** How each variant matches, in a few words. */
export const variantNames: Readonly<Record<string, string>> = {
  words: "whole words",
  paper: "the paper’s own matching"
}

/** What no list of terms can show; said of every study that selects by one. */
export const limitsOfLists: ReadonlyArray<readonly [title: string, text: string]> = [
  [
    "What is asked in other words is missing.",
    "A question that bears no tag of the lists, or names the other subject by a word that stands in neither, is not selected, whatever it is about. How many these are, the counts cannot tell."
  ],
  [
    "A match is a word, not a subject.",
    "A question may name a term in passing, in an error message or in code. The counts say how often the words of the lists come together, not how common a practice is."
  ],
  [
    "Tags are given by people, and change.",
    "A tag that is new, renamed or merged lets other questions in from one year to the next; a rise or fall over the years may be one of tagging."
  ],
  [
    "The lists come back as topics.",
    "Every selected question holds terms of both lists, so topics partly repeat what the selection asked for."
  ]
]
