import type { Tokenizer, TokenizerCallbacks } from "htmlparser2"

/** A body's channels, as {@link htmlToChannels} separates them. */
export interface Channels {
  /** Text without code; blocks separated by single line feeds, words by single spaces. */
  readonly text: string
  /** Code elements in reading order, separated by line feeds; their inner white space is kept. */
  readonly code: string
  /** Number of code elements that are not empty. */
  readonly nCodes: number
}

/** What {@link htmlToChannels} does where studies differ. */
export interface ChannelOptions {
  /** Whether the text of quotations (`blockquote`) is kept; code in them is kept always. */
  readonly quotes: "keep" | "drop"
}

/** Elements that begin and end on a line of their own. */
const blocks = new Set(
  (
    "address article aside blockquote br caption center dd details div dl dt fieldset figcaption figure footer form " +
    "h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section summary table tbody tfoot thead tr ul"
  ).split(" ")
)
/** Elements whose content is code. `kbd` is none: in posts it shows keys and buttons, which are part of the sentence. */
const codes = new Set(["code", "pre", "samp", "tt"])
/** Inline elements that stand apart from the word beside them. */
const apart = new Set(["img", "kbd", "td", "th"])
/** Elements whose content nobody reads. */
const unread = new Set(["iframe", "noembed", "noframes", "script", "style"])
/** What the sites' editor writes where a person gave no words of their own. */
const placeholder = /enter (?:image|link) description here/gi

/**
 * Separates a post's HTML into text and code.
 *
 * *Code* is all that stands in `code`, `pre`, `samp` or `tt`, once for the outermost of nested ones, and leaves a word
 * break in the text. *Kept as text*: links' words (not addresses), images' alternative texts, lists, table cells, `kbd`.
 * *Dropped*: scripts, styles, comments, the editor's placeholders. Entities are decoded once; letters keep their case.
 *
 * Any string is accepted: an end tag without a start is ignored, and what is open at the end is closed, so a `pre` that
 * is never closed runs to the end. Other code ends where a block begins or ends, closed later or not: what `code` around
 * whole blocks holds is text. Nesting is counted and not stored, so depth costs neither stack nor time.
 * `HtmlTokenizer` is htmlparser2's, passed in since it is loaded late.
 */
export const htmlToChannels = (HtmlTokenizer: typeof Tokenizer, html: string, options: ChannelOptions): Channels => {
  const text: Array<string> = []
  const code: Array<string> = []
  let element: Array<string> | undefined
  const open = { code: 0, pre: 0, samp: 0, tt: 0 }
  let quotes = 0
  let unreadTag: string | undefined
  let tag = ""
  let attribute = ""

  const write = (piece: string, isMarkup = false) => {
    if (unreadTag !== undefined) return
    if (element !== undefined) element.push(piece)
    else if (isMarkup) text.push(piece)
    else if (quotes === 0 || options.quotes === "keep") text.push(piece.replace(/\s+/g, " "))
  }
  const endCode = () => {
    const content = trimCode((element ?? []).join(""))
    if (content !== "") code.push(content)
    element = undefined
    open.code = open.pre = open.samp = open.tt = 0
  }
  const breakBefore = (name: string) => {
    if (element !== undefined && open.pre === 0 && blocks.has(name) && name !== "br") endCode()
    if (element !== undefined) {
      if (name === "br") element.push("\n")
    } else if (blocks.has(name)) text.push("\n")
    else if (apart.has(name) || codes.has(name)) text.push(" ")
  }
  const isCode = (name: string): name is keyof typeof open => codes.has(name)

  const callbacks: TokenizerCallbacks = {
    ontext: (start, end) => write(html.slice(start, end)),
    ontextentity: (codePoint) => write(String.fromCodePoint(codePoint)),
    onopentagname: (start, end) => {
      tag = html.slice(start, end).toLowerCase()
      breakBefore(tag)
      if (unread.has(tag)) unreadTag = tag
      if (tag === "blockquote") quotes++
      if (isCode(tag)) {
        open[tag]++
        element ??= []
      }
    },
    onclosetag: (start, end) => {
      const name = html.slice(start, end).toLowerCase()
      if (name === unreadTag) unreadTag = undefined
      if (name === "blockquote" && quotes > 0) quotes--
      if (isCode(name) && open[name] > 0) {
        open[name]--
        if (open.code + open.pre + open.samp + open.tt === 0) endCode()
      }
      breakBefore(name)
    },
    onattribname: (start, end) => {
      attribute = html.slice(start, end).toLowerCase()
    },
    onattribdata: (start, end) => {
      if (tag === "img" && attribute === "alt") write(html.slice(start, end))
    },
    onattribentity: (codePoint) => {
      if (tag === "img" && attribute === "alt") write(String.fromCodePoint(codePoint))
    },
    onattribend: () => {},
    onopentagend: () => {
      if (tag === "img") write(" ", true)
    },
    onselfclosingtag: () => {
      if (tag === "img") write(" ", true)
    },
    oncdata: () => {},
    oncomment: () => {},
    ondeclaration: () => {},
    onprocessinginstruction: () => {},
    onend: () => {}
  }
  const tokenizer = new HtmlTokenizer({ decodeEntities: true }, callbacks)
  tokenizer.write(html)
  tokenizer.end()
  if (element !== undefined) endCode()
  return { text: collapse(text.join("").replace(placeholder, " ")), code: code.join("\n"), nCodes: code.length }
}

/** Single spaces, single line feeds, none at the ends. In this order each step is linear in the text. */
const collapse = (text: string): string =>
  text
    .replace(/ {2,}/g, " ")
    .replace(/ ?\n[ \n]*/g, "\n")
    .trim()

/** Code without the line feeds before it and the white space after it; the first line keeps its indentation. */
const trimCode = (code: string): string => {
  let start = 0
  while (code[start] === "\n" || code[start] === "\r") start++
  return code.slice(start).trimEnd()
}
