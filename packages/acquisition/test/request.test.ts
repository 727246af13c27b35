import { assert, describe, it } from "@effect/vitest"
import { retryAfter, shownUrl } from "../src/request.ts"

describe("retryAfter", () => {
  it("reads seconds and dates, and nothing else", () => {
    const now = Date.UTC(2024, 0, 1)
    assert.strictEqual(retryAfter("120", now), 120)
    assert.strictEqual(retryAfter("Mon, 01 Jan 2024 00:01:00 GMT", now), 60)
    assert.strictEqual(retryAfter("Sun, 31 Dec 2023 00:00:00 GMT", now), 0)
    assert.isNull(retryAfter("soon", now))
    assert.isNull(retryAfter(undefined, now))
  })
})

describe("shownUrl", () => {
  it("leaves out query, user and password", () => {
    assert.strictEqual(shownUrl("https://u:p@h.org:8443/a/b?key=secret#x"), "https://h.org:8443/a/b")
  })
})
