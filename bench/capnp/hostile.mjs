import { readFileSync } from 'node:fs'
import { CapnpCodec, parseSchema } from '@ays/capnp-codec'
import { service } from './records.mjs'

const MESSAGES = 20_000

/** Reads damaged messages whole: how long the worst takes, and what memory all of them leave. */
export function hostile() {
  const text = readFileSync(new URL('service.capnp', import.meta.url), 'utf8')
  const { model } = parseSchema(text, { file: 'service.capnp', root: 'Service' })
  const schema = new CapnpCodec().compile(model)
  const good = schema.encode(service(5))
  const before = process.memoryUsage().rss
  let [worst, read, state] = [0, 0, 1]
  const below = (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
  for (let round = 0; round < MESSAGES; round++) {
    const bytes = Uint8Array.from(good)
    for (let times = 1 + below(6); times > 0; times--) bytes[below(bytes.length)] = below(256)
    const start = performance.now()
    try {
      schema.decode(bytes)
      read++
    } catch (error) {
      if (error.code !== 'AYS_MESSAGE_INVALID') throw error
    }
    worst = Math.max(worst, performance.now() - start)
  }
  const grown = Math.max(0, process.memoryUsage().rss - before) / 1e6
  return `${MESSAGES} damaged messages of ${good.length} bytes: ${read} read, ${MESSAGES - read} refused with AYS_MESSAGE_INVALID, the worst in ${worst.toFixed(1)} ms, ${grown.toFixed(0)} MB more memory`
}
