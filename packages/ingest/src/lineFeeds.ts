/** How many line feeds a text holds. */
export const lineFeeds = (text: Uint8Array): number => {
  let n = 0
  for (let at = text.indexOf(10); at >= 0; at = text.indexOf(10, at + 1)) n++
  return n
}
