// Migrates a repository from one store to another, as `ays store migrate` does, and kills itself on the way.
// node migrate-once.mjs FOLDER FROM TO [COMMIT before|during|after]
import { setImmediate as soon } from 'node:timers/promises'
import { CapnpCodec } from '@ays/capnp-codec'
import { migrateStore, readRepository } from '@ays/engine'
import { openStore as openLevel } from '@ays/store-level'
import { openStore as openRedis } from '@ays/store-redis'

const [folder = '', from = '', to = '', commit = 'never', moment] = process.argv.slice(2)
const repository = await readRepository(folder)
const open = async (url) => {
  const openStore = url.startsWith('level:') ? openLevel : openRedis
  const store = openStore(url, { folder, repository: repository.id, onWarning: () => undefined })
  await store.open()
  return store
}

const source = await open(from)
const target = await open(to)
const die = () => process.kill(process.pid, 'SIGKILL')
const write = target.commit.bind(target)
let commits = 0
target.commit = async (...args) => {
  commits += 1
  if (commits !== Number(commit)) return write(...args)
  if (moment === 'before') die()
  const answer = write(...args)
  if (moment === 'during') await soon().then(die)
  await answer
  return die()
}

await migrateStore({ repository, codec: new CapnpCodec(), source, target, to })
await source[Symbol.asyncDispose]()
await target[Symbol.asyncDispose]()
