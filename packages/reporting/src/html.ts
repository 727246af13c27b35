/**
 * HTML as a value of its own: what is not {@link Html} is text, and is escaped.
 */
import { cleanText } from "./cleanText.ts"

/** Markup that is complete and safe to put between other elements. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** What a template can hold: markup as it is, text and numbers escaped, lists joined; nothing for `null`, `undefined` and `false`. */
export type Child = Html | string | number | null | undefined | false | ReadonlyArray<Child>

/**
 * A template that escapes every value in it unless the value is {@link Html}.
 * Values in attributes stand between double quotes, always.
 */
export const html = (strings: TemplateStringsArray, ...children: ReadonlyArray<Child>): Html =>
  new Html(strings.reduce((text, string, i) => text + toMarkup(children[i - 1]) + string))

/** Markup that comes from elsewhere and holds nothing from posts, or is escaped already. */
export const raw = (markup: string): Html => new Html(markup)

/** Text as markup, for element content and for attributes between quotes; control characters do not get through. */
export const escapeHtml = (text: string): string => cleanText(text).replace(/[&<>"'`]/g, (sign) => entities[sign]!)

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;"
}

const toMarkup = (child: Child): string => {
  if (child === null || child === undefined || child === false) return ""
  if (child instanceof Html) return child.text
  if (typeof child === "object") return child.map(toMarkup).join("")
  return escapeHtml(String(child))
}
