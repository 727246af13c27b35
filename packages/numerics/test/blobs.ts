import { random } from "@praxis/numerics/random"
import type { DenseRows } from "@praxis/numerics/squaredDistances"

/** Rows around planted centres, and the centre of each. */
export interface Blobs extends DenseRows {
  readonly planted: Int32Array
}

/** `nBlobs` × `perBlob` rows: standard normal noise × `spread` around centres that are drawn from a cube of side 10; row i belongs to blob i mod nBlobs. */
export const blobs = (seed: number, nBlobs: number, perBlob: number, width: number, spread: number): Blobs => {
  const next = random(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  const centres = Float64Array.from({ length: nBlobs * width }, () => 10 * next())
  const length = nBlobs * perBlob
  return {
    length,
    width,
    planted: Int32Array.from({ length }, (_, i) => i % nBlobs),
    values: Float64Array.from(
      { length: length * width },
      (_, at) => centres[(Math.floor(at / width) % nBlobs) * width + (at % width)]! + spread * normal()
    )
  }
}
