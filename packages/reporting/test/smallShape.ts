import type { StudyShape } from "./studyTables.ts"
import { wideShape } from "./studyTables.ts"

/** Two sites, three years, two topics, real posts: small enough to read the report's source. */
export const smallShape: StudyShape = {
  ...wideShape,
  sites: ["ai", "unknown"],
  firstYear: 2015,
  nYears: 3,
  topics: wideShape.topics.slice(0, 2).map((words) => words.slice(0, 3)),
  simulated: false,
  title: (words, rank) => `Question ${rank} on ${words[0]}`,
  excerpt: (words) => `What is ${words[1]} & why?`
}
