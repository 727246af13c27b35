/**
 * Text from posts that is safe to show: no control character reaches the page.
 *
 * C0 and C1 controls (with them ANSI escapes), bidirectional embeddings,
 * overrides and isolates, and noncharacters become U+FFFD, so that a reader
 * sees that something stood there. Tab, line feed, carriage return and the
 * Unicode line separators become a space. Marks that scripts need (U+200C to
 * U+200F) stay.
 */
export const cleanText = (text: string): string => text.replace(lineBreaks, " ").replace(unsafe, "\ufffd")

const lineBreaks = /\r\n|[\t\n\r\u2028\u2029]/g
const unsafe = /[\p{Cc}\p{Noncharacter_Code_Point}\u202a-\u202e\u2066-\u2069]/gu
