/**
 * What a study's simulated corpus is worded with: plain values, no code, no text of anybody's post.
 *
 * *Words* stand in one string, most frequent first, separated by blanks. A word is a common noun that takes an article
 * ("the kernel"); one marked with `*` is a name that takes none ("TensorFlow"). Every word belongs to one list only.
 *
 * *Patterns* are text with `[this|that]` for a choice, `{the}`, `{a}`, `{my}` and `{}` for a drawn word (with that article,
 * or none), and `{code}`, `{link}`, `{emoji}`, `{n}` for insertions that are the same for all topics. Patterns of titles
 * are plain text, those of bodies HTML.
 */

/** All of it. Topics stand in a ring: each shares words with the next, the last with the first. At least three topics. */
export interface Wording {
  readonly sites: ReadonlyArray<SiteWording>
  readonly topics: ReadonlyArray<TopicWording>
  /** Words that say nothing of the topic. */
  readonly background: string
  readonly prose: ProseWording
}

/** A value for some years; between them it is interpolated linearly, before and after it stays. */
export type Curve = ReadonlyArray<readonly [year: number, value: number]>

/** How the questions of a site leave it: an export of the Data Explorer with 23 or 7 columns, or the official data dump. */
export type ExportForm = "sede-23" | "sede-7" | "dump"

/** One site. */
export interface SiteWording {
  /** Short name: `stackoverflow`. */
  readonly site: string
  /** Label of its raw file: `stats.stackexchange.com/Posts.xml`. */
  readonly label: string
  readonly form: ExportForm
  /** Its share of all questions, relative to the other sites. */
  readonly share: number
  /** First calendar year with a question. */
  readonly opened: number
  /** Questions a year, relative to its other years. */
  readonly growth: Curve
  /** Row i of its export has an id in `firstId + [i, i + 1) * idStep`. */
  readonly firstId: number
  readonly idStep: number
  /** Share of its questions with a code block, 0 to 1. */
  readonly codeShare: number
  /** Share of its questions with a formula, 0 to 1. */
  readonly formulaShare: number
  /** Tags that its questions bear whatever the topic, the usual ones first. */
  readonly tags: ReadonlyArray<string>
}

/** One planted topic. */
export interface TopicWording {
  readonly name: string
  /** 0 for the smallest topics, 1 for the largest; see `topicSizeRatio`. */
  readonly size: number
  /** How it grows and fades, relative to the other topics. */
  readonly trend: Curve
  /** How much more (or less) likely it is at a site than elsewhere; 1 where a site is not named. */
  readonly sites: Readonly<Record<string, number>>
  /** Words of its own. */
  readonly words: string
  /** Words that it shares with the next topic of the ring. */
  readonly sharedWithNext: string
  /** The usual ones first. */
  readonly tags: ReadonlyArray<string>
  /** Code blocks, as plain text. */
  readonly code: ReadonlyArray<string>
}

/** Sentences and other parts of a post, the same for all topics. */
export interface ProseWording {
  /** Patterns with 1 to 3 drawn words, at least one with one. */
  readonly titles: ReadonlyArray<string>
  /** Patterns with 1 to 3 drawn words, at least one with one. */
  readonly sentences: ReadonlyArray<string>
  /** Patterns of list entries with one drawn word. */
  readonly listEntries: ReadonlyArray<string>
  /** Patterns without a drawn word, as the four below. */
  readonly openings: ReadonlyArray<string>
  readonly asides: ReadonlyArray<string>
  readonly codeLeads: ReadonlyArray<string>
  readonly quotes: ReadonlyArray<string>
  readonly closings: ReadonlyArray<string>
  /** Sentences with formulas: HTML, no patterns, since LaTeX has braces of its own. */
  readonly formulas: ReadonlyArray<string>
  /** What `{code}` inserts, plain text. */
  readonly inlineCode: ReadonlyArray<string>
  /** What `{link}` inserts: address and text. */
  readonly links: ReadonlyArray<readonly [address: string, text: string]>
  /** What `{emoji}` inserts. */
  readonly emoji: ReadonlyArray<string>
  /** Addresses of images. */
  readonly images: ReadonlyArray<string>
}
