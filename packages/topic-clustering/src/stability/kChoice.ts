import { counted } from "../counted.ts"

/** What the sweep found of one K. */
export interface KFindings {
  readonly k: number
  readonly steadyTopics: number
  readonly steadyPosts: number
  /** The same on the posts whose tokens were dealt out anew. */
  readonly shuffledSteadyTopics: number
  readonly shuffledSteadyPosts: number
}

/** What the findings rest on. */
export interface KBasis {
  readonly samples: number
  /** Posts of the sweep, and of the corpus that they were drawn from. */
  readonly posts: number
  readonly corpusPosts: number
}

/** A number of topics, and why. */
export interface KChosen {
  readonly k: number
  readonly reason: string
}

/**
 * The number of topics that the convention chooses: the one with most posts in steady topics, ties to the smaller; with
 * the reason in words, which says what the choice is worth. Throws without findings.
 */
export const chooseK = (findings: ReadonlyArray<KFindings>, basis: KBasis): KChosen => {
  const [first, ...others] = findings.toSorted((a, b) => a.k - b.k)
  if (first === undefined) throw new RangeError("no K to choose from")
  const chosen = others.reduce((best, next) => (next.steadyPosts > best.steadyPosts ? next : best), first)
  return { k: chosen.k, reason: `${chosenBy(chosen, findings, basis)} ${worth(chosen)}${drawn(basis)}` }
}

const chosenBy = (chosen: KFindings, findings: ReadonlyArray<KFindings>, { samples, posts }: KBasis): string => {
  const { k, steadyPosts, steadyTopics } = chosen
  const tried = findings.map((each) => each.k).sort((a, b) => a - b)
  if (steadyPosts === 0) {
    return `No topic is steady over ${counted(samples, "bootstrap sample")} with any number of topics tried (${tried.join(", ")}); ${k} is only the smallest.`
  }
  const tied = findings.some((each) => each.k !== k && each.steadyPosts === steadyPosts)
  return (
    `With ${k} topics most posts are in steady topics: ${steadyPosts} of ${posts} posts, in ${steadyTopics} of ${k} topics, over ${counted(samples, "bootstrap sample")}; ` +
    `tried: ${tried.join(", ")}${tied ? "; the smallest of equals" : ""}. ` +
    "Choosing the number of topics so is a convention."
  )
}

const worth = ({ k, steadyTopics, shuffledSteadyTopics, shuffledSteadyPosts }: KFindings): string => {
  const onShuffled =
    shuffledSteadyTopics === 0
      ? "with the words dealt out anew none is"
      : `with the words dealt out anew ${shuffledSteadyTopics} ${shuffledSteadyTopics === 1 ? "is" : "are"}, with ${counted(shuffledSteadyPosts, "post")}`
  return steadyTopics === 0 || shuffledSteadyTopics >= steadyTopics
    ? `${k} is not a finding: ${counted(steadyTopics, "topic")} ${steadyTopics === 1 ? "is" : "are"} steady, and ${onShuffled}.`
    : `It does not say that there are ${k} topics; of its topics ${steadyTopics} ${steadyTopics === 1 ? "is" : "are"} steady, and ${onShuffled}.`
}

const drawn = ({ posts, corpusPosts }: KBasis): string =>
  posts < corpusPosts ? ` The sweep is of ${posts} posts, drawn from ${corpusPosts}.` : ""
