import { Buffer } from "node:buffer"

/** A changed input, and how to make it again. */
export interface Mutation {
  readonly name: string
  readonly bytes: Buffer<ArrayBuffer>
}

/** `count` changed copies of some bytes, the same on every run: bits flipped, bytes set, runs deleted, doubled, moved or cut off, and `words` put in. */
export function* mutations(original: Uint8Array, count: number, words: ReadonlyArray<string>): Generator<Mutation> {
  for (let seed = 1; seed <= count; seed++) {
    const random = randomOf(seed)
    let bytes = Buffer.from(original)
    const changes = 1 + random(4)
    for (let change = 0; change < changes; change++) bytes = changed(bytes, random, words)
    yield { name: `change ${seed}`, bytes }
  }
}

const changed = (bytes: Buffer<ArrayBuffer>, random: (below: number) => number, words: ReadonlyArray<string>) => {
  const at = random(bytes.length + 1)
  const length = random(Math.min(64, bytes.length - at) + 1)
  const end = at + length
  const part = bytes.subarray(at, end)
  switch (random(words.length > 0 ? 8 : 6)) {
    case 0:
      if (at < bytes.length) bytes[at]! ^= 1 << random(8)
      return bytes
    case 1:
      if (at < bytes.length) bytes[at] = random(2) === 0 ? random(256) : [0, 0x7f, 0x80, 0xff][random(4)]!
      return bytes
    case 2:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)])
    case 3:
      return Buffer.concat([bytes.subarray(0, end), part, bytes.subarray(end)])
    case 4: {
      const to = random(bytes.length + 1)
      const rest = Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)])
      return Buffer.concat([rest.subarray(0, to), part, rest.subarray(to)])
    }
    case 5:
      return random(4) === 0 ? Buffer.from(bytes.subarray(0, at)) : Buffer.from(bytes.fill(random(256), at, end))
    default:
      return Buffer.concat([bytes.subarray(0, at), Buffer.from(words[random(words.length)]!), bytes.subarray(at)])
  }
}

/** Whole numbers below a bound (Marsaglia's xorshift, 2003). */
const randomOf = (seed: number) => {
  let state = (seed * 2654435761) >>> 0 || 1
  return (below: number): number => {
    state ^= state << 13
    state >>>= 0
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state % below
  }
}
