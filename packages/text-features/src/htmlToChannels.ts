import type { Tokenizer, TokenizerCallbacks } from "htmlparser2"
import { mayFail, splitTracebacks } from "./splitTracebacks.ts"
import { TextBytes } from "./TextBytes.ts"

/** What {@link ChannelReader} does where studies differ. */
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
const placeholders = /enter (?:image|link) description here/g

/**
 * Separates posts' HTML into channels, one post at a time.
 *
 * *Code* is all that stands in `code`, `pre`, `samp` or `tt`, once for the outermost of nested ones, and leaves a word
 * break in the text. It is a *block* where it is a `pre`, holds one, or holds a line feed or `br`, and else *inline*; what a program
 * printed when it failed is taken out of blocks ({@link splitTracebacks}). *Kept as text*: links' words (not addresses),
 * images' alternative texts, lists, table cells, `kbd`. *Dropped*: scripts, styles, comments, the editor's placeholders.
 * Entities are decoded once; letters keep their case.
 *
 * Any string is accepted: an end tag without a start is ignored, and what is open at the end is closed, so a `pre` that
 * is never closed runs to the end. Other code ends where a block begins or ends, closed later or not: what `code` around
 * whole blocks holds is text. Nesting is counted and not stored, so depth costs neither stack nor time.
 *
 * `HtmlTokenizer` is htmlparser2's, passed in since it is loaded late. All memory is used again for the next post: with
 * several threads garbage would cost more than reading.
 */
export class ChannelReader {
  /** Text without code; blocks separated by single line feeds, words by single spaces. */
  readonly text = new TextBytes()
  /** Code elements inside sentences, in reading order, an element a line. */
  readonly inline = new TextBytes()
  /** Code blocks in reading order, separated by line feeds; their inner white space is kept. */
  readonly code = new TextBytes()
  /** What programs printed when they failed, separated by line feeds. */
  readonly traceback = new TextBytes()
  /** Number of code elements that are not empty. */
  nCodes = 0

  readonly #dropsQuotes: boolean
  readonly #tokenizer: Tokenizer
  /** The code element that is open. */
  readonly #element = new TextBytes()
  #inCode = false
  #isBlock = false
  readonly #open = { code: 0, pre: 0, samp: 0, tt: 0 }
  #quotes = 0
  #unreadTag: string | undefined
  #html = ""
  /** Undefined until a block asks. */
  #mayFail: boolean | undefined

  constructor(HtmlTokenizer: typeof Tokenizer, options: ChannelOptions) {
    this.#dropsQuotes = options.quotes === "drop"
    this.#tokenizer = new HtmlTokenizer({ decodeEntities: true }, this.#callbacks())
  }

  /** Reads one post; the channels hold until the next. */
  read(html: string): void {
    this.text.clear()
    this.inline.clear()
    this.code.clear()
    this.traceback.clear()
    this.nCodes = 0
    this.#quotes = 0
    this.#unreadTag = undefined
    this.#html = html
    this.#mayFail = undefined
    this.#tokenizer.reset()
    this.#tokenizer.write(html)
    this.#tokenizer.end()
    if (this.#inCode) this.#endCode()
    if (html.includes("description here")) {
      const text = this.text.toString()
      this.text.clear()
      for (const line of text.replace(placeholders, " ").split("\n")) {
        this.text.fold(line)
        this.text.line()
      }
    }
    this.#html = ""
  }

  #callbacks(): TokenizerCallbacks {
    let tag = ""
    let isAlt = false
    const standApart = () => {
      if (tag === "img") this.#standApart()
    }
    return {
      ontext: (start, end) => this.#write(start, end),
      ontextentity: (codePoint) => this.#writeCodePoint(codePoint),
      onopentagname: (start, end) => {
        tag = this.#html.slice(start, end).toLowerCase()
        this.#breakAt(tag)
        if (unread.has(tag)) this.#unreadTag = tag
        if (tag === "blockquote") this.#quotes++
        if (isCode(tag)) {
          this.#open[tag]++
          this.#inCode = true
          if (tag === "pre") this.#isBlock = true
        }
      },
      onclosetag: (start, end) => {
        const name = this.#html.slice(start, end).toLowerCase()
        if (name === this.#unreadTag) this.#unreadTag = undefined
        if (name === "blockquote" && this.#quotes > 0) this.#quotes--
        if (isCode(name) && this.#open[name] > 0) {
          this.#open[name]--
          const { code, pre, samp, tt } = this.#open
          if (code + pre + samp + tt === 0) this.#endCode()
        }
        this.#breakAt(name)
      },
      onattribname: (start, end) => {
        isAlt = tag === "img" && this.#html.slice(start, end).toLowerCase() === "alt"
      },
      onattribdata: (start, end) => {
        if (isAlt) this.#write(start, end)
      },
      onattribentity: (codePoint) => {
        if (isAlt) this.#writeCodePoint(codePoint)
      },
      onattribend: () => {},
      onopentagend: standApart,
      onselfclosingtag: standApart,
      oncdata: () => {},
      oncomment: () => {},
      ondeclaration: () => {},
      onprocessinginstruction: () => {},
      onend: () => {}
    }
  }

  #write(start: number, end: number): void {
    if (this.#unreadTag !== undefined) return
    if (this.#inCode) this.#element.write(this.#html, start, end)
    else if (this.#quotes === 0 || !this.#dropsQuotes) this.text.fold(this.#html, start, end)
  }

  #writeCodePoint(codePoint: number): void {
    if (this.#unreadTag !== undefined) return
    if (this.#inCode) this.#element.writeCodePoint(codePoint)
    else if (this.#quotes === 0 || !this.#dropsQuotes) this.text.foldCodePoint(codePoint)
  }

  #standApart(): void {
    if (this.#unreadTag !== undefined) return
    if (this.#inCode) this.#element.write(" ")
    else this.text.space()
  }

  /** What a tag does to the text or code before it. */
  #breakAt(name: string): void {
    const isBreak = name === "br"
    if (this.#inCode && this.#open.pre === 0 && !isBreak && blocks.has(name)) this.#endCode()
    if (this.#inCode) {
      if (isBreak) this.#element.write("\n")
    } else if (blocks.has(name)) this.text.line()
    else if (apart.has(name) || codes.has(name)) this.text.space()
  }

  #endCode(): void {
    const [start, end] = trimmed(this.#element.view())
    const bytes = this.#element.view(start, end)
    if (end > start) {
      this.nCodes++
      const isBlock = this.#isBlock || bytes.includes(lineFeed)
      if (!isBlock) addLine(this.inline, bytes)
      else {
        this.#mayFail ??= mayFail(this.#html)
        if (this.#mayFail) this.#addSplit(decoder.decode(bytes))
        else addLine(this.code, bytes)
      }
    }
    this.#element.clear()
    this.#inCode = this.#isBlock = false
    this.#open.code = this.#open.pre = this.#open.samp = this.#open.tt = 0
  }

  #addSplit(block: string): void {
    const { code, traceback } = splitTracebacks(block)
    if (code !== "") addLine(this.code, code)
    if (traceback !== "") addLine(this.traceback, traceback)
  }
}

const lineFeed = 0x0a
const decoder = new TextDecoder("utf-8", { ignoreBOM: true })

const isCode = (name: string): name is "code" | "pre" | "samp" | "tt" => codes.has(name)

const addLine = (channel: TextBytes, text: Uint8Array | string): void => {
  if (channel.length > 0) channel.write("\n")
  if (typeof text === "string") channel.write(text)
  else channel.writeBytes(text)
}

/** Where code begins and ends without the line feeds before it and the white space after it; the first line keeps its indentation. */
const trimmed = (code: Uint8Array): readonly [start: number, end: number] => {
  let start = 0
  let end = code.length
  while (start < end && (code[start] === lineFeed || code[start] === 0x0d)) start++
  for (;;) {
    const last = code[end - 1]!
    if (end > start && (last === 0x20 || (last >= 0x09 && last <= 0x0d))) end--
    else if (end > start + 1 && last === 0xa0 && code[end - 2] === 0xc2) end -= 2
    else return [start, end]
  }
}
