import { registerContract, storeContract } from '@ays/core/testing'
import { afterAll, describe, it } from 'vitest'
import { startPostgres } from './start-postgres.ts'
import { storesAt } from './stores-at.ts'

const server = await startPostgres()

describe('PostgresStore keeps the store contract', () => {
  afterAll(() => server[Symbol.asyncDispose]())
  registerContract(it, storeContract, storesAt(server.url).harness)
})
