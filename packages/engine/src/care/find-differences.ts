import { compareKeys } from '@ays/core'
import type { Content } from './contents.ts'

/** What a key should hold; no value: it should not be there. */
export interface Difference {
  readonly key: string
  readonly value: Uint8Array | undefined
}

/** Walks through two sequences in key order, side by side: what the second lacks to be as the first. */
export async function* findDifferences(
  wanted: AsyncIterable<Content>,
  there: AsyncIterable<Content>,
): AsyncGenerator<Difference> {
  const others = there[Symbol.asyncIterator]()
  try {
    let other = await others.next()
    for await (const { key, value } of wanted) {
      while (other.done !== true && compareKeys(other.value.key, key) < 0) {
        yield { key: other.value.key, value: undefined }
        other = await others.next()
      }
      const found = other.done !== true && other.value.key === key ? other.value : undefined
      if (!found || Buffer.compare(found.value, value) !== 0) yield { key, value }
      if (found) other = await others.next()
    }
    for (; other.done !== true; other = await others.next()) {
      yield { key: other.value.key, value: undefined }
    }
  } finally {
    await others.return?.()
  }
}
