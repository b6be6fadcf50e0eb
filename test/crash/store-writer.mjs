// Commits in a loop until it is killed, and writes each commit that was answered into a journal.
// node store-writer.mjs URL REPOSITORY JOURNAL
import { appendFileSync } from 'node:fs'

/** By the scheme of the URL. */
const STORES = {
  level: () => import('@ays/store-level'),
  lmdb: () => import('@ays/store-lmdb'),
  postgres: () => import('@ays/store-postgres'),
  'redis+unix': () => import('@ays/store-redis'),
}
const WRITERS = 6
const KEPT = 5

const [url = '', repository = '', journal = ''] = process.argv.slice(2)
const { openStore } = await STORES[url.slice(0, url.indexOf(':'))]()
const store = openStore(url, { folder: process.cwd(), repository, onWarning: () => undefined })
const bytes = (number) => new TextEncoder().encode(`${number}`)

/** Each commit writes the same number under two keys, adds one entry and deletes an old one. */
async function write(writer) {
  const first = await store.get(`first/${writer}`)
  let version = first?.version ?? 'absent'
  for (let number = first ? Number(new TextDecoder().decode(first.value)) + 1 : 1; ; number++) {
    const value = bytes(number)
    const { revision } = await store.commit({
      id: `${writer}/${number}`,
      checks: [{ key: `first/${writer}`, version }],
      puts: [
        { key: `first/${writer}`, value },
        { key: `second/${writer}`, value },
        { key: `log/${writer}/${number}`, value: new Uint8Array(number % 3000) },
      ],
      deletes: [`log/${writer}/${number - KEPT}`],
    })
    version = revision
    appendFileSync(journal, `${writer} ${number}\n`)
  }
}

try {
  await store.open()
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)))
} catch (error) {
  // What the parent reads: a writer never ends by itself.
  process.stderr.write(`${error.code} ${error.message}\n`)
  process.exitCode = 1
}
