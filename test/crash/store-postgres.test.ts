import { PostgresStore } from '@ays/store-postgres'
import { startPostgres } from '../harness/postgres.ts'
import { soakOf } from '../harness/soak.ts'
import { testKills } from './killed-server.ts'

testKills({
  name: 'PostgreSQL',
  soak: soakOf(20_261_127, 4),
  patience: 20_000,
  start: () => startPostgres(),
  create: (written) => new PostgresStore(written),
})
