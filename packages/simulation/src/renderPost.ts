/**
 * Writes a drawn post as title, HTML body and tags.
 */
import type { Random } from "@praxis/numerics/random"
import type { DrawnPost } from "./drawPost.ts"
import { escapeHtml } from "./escape.ts"
import { fillPattern, type Pattern } from "./Pattern.ts"
import type { Prose } from "./Prose.ts"
import { earlyOf, oneOf } from "./sampling.ts"
import type { SiteWording, TopicWording } from "./Wording.ts"
import type { Word } from "./wordDistributions.ts"

/** What a renderer needs to know beside the post. */
export interface RenderContext {
  readonly prose: Prose
  readonly words: ReadonlyArray<Word>
  readonly nTopicWords: number
  readonly topics: ReadonlyArray<TopicWording>
}

/** A post as its site would export it. */
export interface RenderedPost {
  /** Plain text. */
  readonly title: string
  /** HTML. */
  readonly body: string
  /** One to five. */
  readonly tags: ReadonlyArray<string>
}

/**
 * Every drawn word stands exactly once in title or prose; none stands in code, quotes, links or formulas.
 * Which patterns are chosen does not depend on the topic.
 */
export const renderPost = (
  { prose, words, nTopicWords, topics }: RenderContext,
  site: SiteWording,
  post: DrawnPost,
  random: Random
): RenderedPost => {
  const drawn = arranged(post.words, nTopicWords)
  let used = 0
  const write = (pattern: Pattern, insert = prose.insertIntoBody) => {
    const text = fillPattern(pattern, words, drawn, used, insert, random)
    used += pattern.nWords
    return text
  }
  const left = () => drawn.length - used
  const anyOf = (patterns: ReadonlyArray<ReadonlyArray<Pattern>>) => {
    const longest = Math.min(3, left())
    const n = 1 + Math.floor(random() * longest)
    return patterns[n]!.length > 0 ? oneOf(patterns[n]!, random) : oneOf(patterns[1]!, random)
  }

  const title = write(anyOf(prose.titles), prose.insertIntoTitle)
  const blocks = random() < 0.25 ? [`<p>${write(oneOf(prose.openings, random))}</p>`] : []
  let paragraph: Array<string> = []
  const close = () => {
    if (paragraph.length > 0) blocks.push(`<p>${paragraph.join(" ")}</p>`)
    paragraph = []
  }
  const codeAfter = random() < site.codeShare ? 2 + Math.floor(random() * 3) : -1
  const listAfter = random() < 0.12 ? 3 + Math.floor(random() * 2) : -1
  for (let sentence = 1; left() > 0; sentence++) {
    paragraph.push(write(anyOf(prose.sentences)))
    if (random() < 0.15) paragraph.push(write(oneOf(prose.asides, random)))
    if (sentence === codeAfter) {
      paragraph.push(write(oneOf(prose.codeLeads, random)))
      close()
      blocks.push(codeBlock(codeOf(topics, post, random), site, random))
    } else if (sentence === listAfter && left() >= 2) {
      close()
      const entries = Array.from({ length: Math.min(left(), 2 + Math.floor(random() * 3)) }, () =>
        write(oneOf(prose.listEntries, random))
      )
      const kind = random() < 0.5 ? "ul" : "ol"
      blocks.push(`<${kind}>\n${entries.map((entry) => `<li>${entry}</li>`).join("\n")}\n</${kind}>`)
    } else if (random() < 0.28) close()
  }
  close()
  if (random() < site.formulaShare) blocks.push(`<p>${oneOf(prose.formulas, random)}</p>`)
  if (random() < 0.05) blocks.push(`<blockquote>\n<p>${write(oneOf(prose.quotes, random))}</p>\n</blockquote>`)
  if (random() < 0.12) blocks.push(imageBlock(oneOf(prose.images, random)))
  if (random() < 0.35) blocks.push(`<p>${write(oneOf(prose.closings, random))}</p>`)
  return { title, body: `${blocks.join("\n")}\n`, tags: tagsOf(topics, site, post, random) }
}

/**
 * The same words in another order, as people write: up to two topic words go first, into the title, and no word stands
 * twice in a row while another is left. The order carries no information that the oracle lacks.
 */
const arranged = (words: Int32Array, nTopicWords: number): Int32Array => {
  const order = words.slice()
  const swap = (i: number, j: number) => {
    const word = order[i]!
    order[i] = order[j]!
    order[j] = word
  }
  for (let i = 0; i < Math.min(2, order.length); i++) {
    const next = order.findIndex((word, j) => j >= i && word < nTopicWords && (i === 0 || word !== order[0]))
    if (next > i) swap(i, next)
  }
  for (let i = 1; i < order.length; i++) {
    const isNear = (word: number) => word === order[i - 1] || (i > 1 && word === order[i - 2])
    if (!isNear(order[i]!)) continue
    const other = order.findIndex((word, j) => j > i && !isNear(word))
    if (other > i) swap(i, other)
  }
  return order
}

/** A block of the main topic, or of the second one as often as its share says. */
const codeOf = (topics: ReadonlyArray<TopicWording>, post: DrawnPost, random: Random): string => {
  const topic = post.second !== undefined && random() >= post.share ? post.second : post.topic
  return oneOf(topics[topic]!.code, random)
}

const codeBlock = (code: string, site: SiteWording, random: Random): string => {
  const language = site.form === "sede-7" && random() < 0.4 ? ' class="lang-py prettyprint-override"' : ""
  return `<pre${language}><code>${escapeHtml(code)}\n</code></pre>`
}

const imageBlock = (address: string): string =>
  `<p><a href="${address}" rel="nofollow noreferrer"><img src="${address}" alt="enter image description here" /></a></p>`

/** One or two tags of the site, one to three of the main topic, one of the second; without repetition, at most five. */
const tagsOf = (
  topics: ReadonlyArray<TopicWording>,
  site: SiteWording,
  post: DrawnPost,
  random: Random
): ReadonlyArray<string> => {
  const tags = new Set<string>()
  if (random() < 0.8) tags.add(earlyOf(site.tags, random))
  const nOwn = 1 + Math.floor(random() * 3)
  for (let i = 0; i < nOwn; i++) tags.add(earlyOf(topics[post.topic]!.tags, random))
  if (post.second !== undefined && random() < 0.7) tags.add(earlyOf(topics[post.second]!.tags, random))
  return [...tags].slice(0, 5)
}
