/**
 * The planted topics in the order of their ring, with their sizes, how they grow and fade over the years, and the sites
 * at which they are more or less usual. Invented: they are no estimate of anything.
 */
import type { Curve } from "@praxis/simulation/Wording"
import { code } from "./code.ts"
import { tags } from "./tags.ts"
import { ownWords, wordsSharedWithNext } from "./topicWords.ts"

const topic = (
  name: keyof typeof ownWords,
  size: number,
  trend: Curve,
  sites: Readonly<Record<string, number>> = {}
) => ({
  name,
  size,
  trend,
  sites,
  words: ownWords[name],
  sharedWithNext: wordsSharedWithNext[name],
  tags: tags[name],
  code: code[name]
})

/** Trends are relative to the other topics of the same year. */
export const topics = [
  topic(
    "environments",
    0.62,
    [
      [2008, 1],
      [2016, 1.6],
      [2022, 1]
    ],
    { stats: 0.2 }
  ),
  topic(
    "kernels",
    0.36,
    [
      [2008, 0.6],
      [2014, 1.4],
      [2022, 0.9]
    ],
    { stats: 0.1, cs: 0.5 }
  ),
  topic(
    "deployment",
    0.12,
    [
      [2013, 0.05],
      [2017, 1],
      [2022, 1.4]
    ],
    { softwareengineering: 4, stats: 0.1 }
  ),
  topic(
    "extensions",
    0.16,
    [
      [2012, 0.3],
      [2018, 1],
      [2022, 1.6]
    ],
    { stats: 0.1, softwareengineering: 2 }
  ),
  topic(
    "sharing",
    0.24,
    [
      [2008, 0.4],
      [2015, 1.2],
      [2022, 0.9]
    ],
    { softwareengineering: 3 }
  ),
  topic(
    "widgets",
    0.2,
    [
      [2013, 0.1],
      [2018, 1],
      [2022, 1.3]
    ],
    { stats: 0.1 }
  ),
  topic(
    "plotting",
    0.74,
    [
      [2008, 2],
      [2014, 1.5],
      [2022, 0.7]
    ],
    { stats: 0.7, cs: 0.4 }
  ),
  topic(
    "images",
    0.42,
    [
      [2008, 1.5],
      [2014, 1],
      [2022, 0.8]
    ],
    { cs: 3, stats: 0.5 }
  ),
  topic(
    "training",
    1,
    [
      [2008, 0.3],
      [2015, 0.6],
      [2018, 1.6],
      [2022, 1.2]
    ],
    { datascience: 2, stats: 2, cs: 2 }
  ),
  topic(
    "accelerators",
    0.5,
    [
      [2016, 0.02],
      [2018, 0.6],
      [2022, 2]
    ],
    { stats: 0.1 }
  ),
  topic(
    "files",
    0.3,
    [
      [2008, 0.8],
      [2018, 1],
      [2022, 1.4]
    ],
    { stats: 0.2 }
  ),
  topic(
    "dataframes",
    0.86,
    [
      [2010, 0.6],
      [2016, 1.4],
      [2022, 1.3]
    ],
    { datascience: 1.5, stats: 0.5 }
  ),
  topic(
    "spark",
    0.28,
    [
      [2012, 0.02],
      [2016, 1.6],
      [2022, 0.8]
    ],
    { stats: 0.2, datascience: 1.2 }
  ),
  topic(
    "classification",
    0.56,
    [
      [2008, 2.5],
      [2015, 1.4],
      [2022, 0.7]
    ],
    { datascience: 3, stats: 6, cs: 3 }
  ),
  topic(
    "language",
    0,
    [
      [2008, 1.4],
      [2014, 1],
      [2022, 1]
    ],
    { datascience: 1.5, cs: 2 }
  )
]
