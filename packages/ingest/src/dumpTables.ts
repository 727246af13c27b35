/**
 * The tables of a data dump beside Posts.xml, and other files that archives hold and a study does not read.
 */

/** What each table holds, by its file's name in lower case. Source: the readme of the data dumps. */
const tables: ReadonlyMap<string, string> = new Map([
  ["badges.xml", "badges given to people, which a study of questions does not read"],
  ["comments.xml", "comments, which a study of questions does not read"],
  ["posthistory.xml", "earlier versions of posts, which a study of questions does not read"],
  ["postlinks.xml", "links between posts, which a study of questions does not read"],
  ["tags.xml", "how often each tag was used, which the posts themselves tell"],
  ["users.xml", "profiles of people, which are private to a study of questions and never read"],
  ["votes.xml", "votes and some of who cast them, which are private to a study of questions and never read"]
])

/** The table that holds the questions. */
export const isPosts = (name: string): boolean => baseName(name) === "posts.xml"

/** True of what systems and editors leave behind: `__MACOSX`, `.DS_Store`, any name that begins with a dot. */
export const isHidden = (name: string): boolean =>
  name.split("/").some((part) => part.startsWith(".") || part === "__MACOSX") || baseName(name) === "thumbs.db"

/** Why a file of an archive is left unread, by its name; undefined of one that may hold posts. */
export const whyUnread = (name: string): string | undefined => {
  const base = baseName(name)
  const table = tables.get(base)
  if (table !== undefined) return `holds ${table}`
  return documentation.test(base) ? "is no data, by its name, and left unread" : undefined
}

const documentation =
  /^(?:readme|licen[cs]e|copying|notice|changes|changelog)(?:\.|$)|\.(?:md|html?|pdf|docx?|xsd|dtd|sql)$/

const baseName = (name: string): string => name.slice(name.lastIndexOf("/") + 1).toLowerCase()
