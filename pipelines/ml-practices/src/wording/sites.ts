/** The five sites of the study, their sizes and the forms of their exports. */
import type { SiteWording } from "@praxis/simulation/Wording"

export const sites: ReadonlyArray<SiteWording> = [
  {
    site: "stackoverflow",
    label: "stackoverflow/QueryResults.csv",
    form: "sede-23",
    share: 0.76,
    opened: 2008,
    growth: [
      [2008, 0.2],
      [2012, 1],
      [2016, 5],
      [2020, 12],
      [2023, 10]
    ],
    firstId: 31_000,
    idStep: 60,
    codeShare: 0.75,
    formulaShare: 0,
    tags: ["python", "python-3.x", "jupyter-notebook", "machine-learning", "numpy"]
  },
  {
    site: "datascience",
    label: "datascience/dataset.csv",
    form: "sede-7",
    share: 0.09,
    opened: 2014,
    growth: [
      [2014, 1],
      [2019, 6],
      [2023, 5]
    ],
    firstId: 96,
    idStep: 12,
    codeShare: 0.45,
    formulaShare: 0.06,
    tags: ["machine-learning", "python", "dataset", "jupyter", "statistics"]
  },
  {
    site: "stats",
    label: "stats.stackexchange.com/Posts.xml",
    form: "dump",
    share: 0.08,
    opened: 2010,
    growth: [
      [2010, 1],
      [2016, 4],
      [2023, 5]
    ],
    firstId: 2,
    idStep: 20,
    codeShare: 0.2,
    formulaShare: 0.3,
    tags: ["machine-learning", "regression", "python", "neural-networks", "r"]
  },
  {
    site: "softwareengineering",
    label: "softwareengineering.stackexchange.com/Posts.xml",
    form: "dump",
    share: 0.03,
    opened: 2010,
    growth: [
      [2010, 3],
      [2014, 3],
      [2023, 1.5]
    ],
    firstId: 340,
    idStep: 90,
    codeShare: 0.2,
    formulaShare: 0,
    tags: ["python", "design", "machine-learning", "architecture", "teamwork"]
  },
  {
    site: "cs",
    label: "cs/dataset.csv",
    form: "sede-7",
    share: 0.04,
    opened: 2012,
    growth: [
      [2012, 1],
      [2018, 3],
      [2023, 2.5]
    ],
    firstId: 11,
    idStep: 40,
    codeShare: 0.15,
    formulaShare: 0.3,
    tags: ["machine-learning", "algorithms", "artificial-intelligence", "python"]
  }
]
