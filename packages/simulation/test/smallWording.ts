/** A wording of three topics and three sites, one in each form of export, for the tests of this package. */
import type { SimulationParams } from "@praxis/simulation/SimulationParams"
import type { Wording } from "@praxis/simulation/Wording"

export const smallWording: Wording = {
  sites: [
    {
      site: "stackoverflow",
      label: "so.csv",
      form: "sede-23",
      share: 6,
      opened: 2008,
      growth: [
        [2008, 1],
        [2022, 4]
      ],
      firstId: 95,
      idStep: 3,
      codeShare: 1,
      formulaShare: 0,
      tags: ["python"]
    },
    {
      site: "stats",
      label: "stats/Posts.xml",
      form: "dump",
      share: 3,
      opened: 2010,
      growth: [[2010, 1]],
      firstId: 1,
      idStep: 2,
      codeShare: 0.2,
      formulaShare: 1,
      tags: ["r"]
    },
    {
      site: "cs",
      label: "cs.csv",
      form: "sede-7",
      share: 1,
      opened: 2012,
      growth: [[2012, 1]],
      firstId: 1,
      idStep: 9,
      codeShare: 0,
      formulaShare: 0.5,
      tags: ["algorithms"]
    }
  ],
  topics: [
    {
      name: "fruit",
      size: 1,
      trend: [
        [2008, 1],
        [2022, 3]
      ],
      sites: {},
      words: "apple pear plum cherry",
      sharedWithNext: "bowl basket",
      tags: ["fruit", "food"],
      code: ['eat("apple") if a < b && c > "d"', "x = 1\n\ny = 2"]
    },
    {
      name: "tools",
      size: 0.5,
      trend: [[2008, 1]],
      sites: { stats: 2 },
      words: "hammer drill Makita* nail",
      sharedWithNext: "wheel handle",
      tags: ["tools"],
      code: ["build()"]
    },
    {
      name: "vehicles",
      size: 0,
      trend: [[2008, 1]],
      sites: {},
      words: "car bus tram Volvo*",
      sharedWithNext: "garage road",
      tags: ["vehicles"],
      code: ["drive()"]
    }
  ],
  background: "friend neighbour letter morning",
  prose: {
    titles: ["Where is {the}?", '{the} & {a}: "which"?', "[Use|Take] {the}, {my} or {the}"],
    sentences: ["I [see|saw] {the}.", "There is {a} in {my}.", "It is {the}, {the} and {}."],
    listEntries: ["take {the}"],
    openings: ["Hello {emoji}"],
    asides: ["See {link} &amp; {code}, {n} times."],
    formulas: ["Let $a < b$."],
    codeLeads: ["Here:"],
    quotes: ["As they say."],
    closings: ["Thanks {emoji}"],
    inlineCode: ["i < 3"],
    links: [["https://example.org/?a=1&b=2", "this"]],
    emoji: ["🙂", "𝛼"],
    images: ["https://example.org/a.png"]
  }
}

export const smallParams: SimulationParams = {
  nPosts: 400,
  firstYear: 2008,
  lastYear: 2022,
  difficulty: {
    topicSizeRatio: 6,
    wordsPerTopic: 6,
    sharedWordShare: 1 / 3,
    rankOffset: 2,
    backgroundShare: 0.2,
    strayShare: 0.1,
    mixedShare: 0.25,
    mainShare: 0.7,
    minDrawnWords: 4,
    maxDrawnWords: 12
  },
  dirt: {
    duplicateShare: 0.05,
    answerShare: 0.1,
    wikiShare: 0.1,
    emptyBodyShare: 0.02,
    emptyTitleShare: 0.02,
    missingIdShare: 0.02,
    ownerlessShare: 0.1
  }
}
