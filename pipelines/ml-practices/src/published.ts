/**
 * What others published that the study can run on, known to the byte, and the queries for what nobody published.
 * Source of lengths and digests: the Git LFS pointers of gberman-aus/corpus_data.
 */
import { sedeQueries } from "@praxis/acquisition/sedeQueries"
import type { PublishedCorpus } from "@praxis/dataflow/Study"
import { machineLearning, notebooks } from "./terms.ts"

const host = "https://media.githubusercontent.com/media/gberman-aus/corpus_data/main"
const licence =
  "questions of Stack Exchange users, CC BY-SA (2.5, 3.0 or 4.0 by the date of each); collected by Glen Berman (2023), doi 10.1145/3600211.3604689"

/** The files of Berman (2023), each a corpus of its own since they overlap. */
export const published: ReadonlyArray<PublishedCorpus> = [
  {
    name: "sample",
    title: "the sample that the study published: Stack Overflow, notebook tags, 2015 to 2022",
    licence,
    files: [
      {
        label: "stack_posts_sample.csv",
        url: `${host}/stack_posts_sample.csv`,
        bytes: 3_080_205,
        sha256: "dbdb627be7ef475a757de22da0e56f239cb9ec27ac1f3aac71cb2d39dc0841c8",
        site: "stackoverflow"
      }
    ]
  },
  {
    name: "berman-2023",
    title: "the corpus of the study as published: the questions that its rule selected on five sites",
    licence,
    files: [
      {
        label: "LP_ML_corpus_23_Nov_22.csv",
        url: `${host}/LP_ML_corpus_23_Nov_22.csv`,
        bytes: 162_052_422,
        sha256: "c33a4c22f665b358c44abbf4ca07c99420c81b1235aad0073fb7f80af958a414"
      }
    ]
  },
  {
    name: "berman-2023-ml-tags",
    title: "all questions that the study took by its machine learning tags, before its rule",
    licence,
    files: [
      {
        label: "Machine_learning_posts.csv",
        url: `${host}/Machine_learning_posts.csv`,
        bytes: 1_426_913_578,
        sha256: "7d0fbad0432e3bf108f8ad8d96baa19417af1303eedf43262664b2812562547c"
      }
    ]
  },
  {
    name: "berman-2023-ml-notebooks",
    title: "the questions that the study joined from its machine learning and notebook tags",
    licence,
    files: [
      {
        label: "ML_NB_dataset.csv",
        url: `${host}/ML_NB_dataset.csv`,
        bytes: 66_309_708,
        sha256: "19ad6745d617d4a9298f673bb8f98d28950ae2d859ffffd68489abb16468e05f"
      }
    ]
  }
]

/** For the study's five sites as they are today. The study's own queries are not published: its terms stand in as tags. */
export const queries = sedeQueries({
  sites: ["stackoverflow", "datascience", "softwareengineering", "cs", "stats"],
  a: notebooks,
  b: machineLearning
})
