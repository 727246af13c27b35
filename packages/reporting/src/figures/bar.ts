import { type Html, html } from "../html.ts"

/** A bar in a table's cell: `share` (0 to 1) of the width. The number beside it says the same, so it is hidden from screen readers. */
export const bar = (share: number): Html => {
  const width = Number.isFinite(share) ? (Math.min(1, Math.max(0, share)) * 100).toFixed(1) : "0.0"
  return html`<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect width="100" height="6" class="track"/><rect width="${width}" height="6" class="fill"/></svg>`
}
