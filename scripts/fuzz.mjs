// The random tests of the codec at full length: `npm run fuzz [scale]`, 100 unless told. At 100 it is
// 20,000 random structs and 40,000 random records against the official tool, 30,000 records against
// capnp-ts, and 200,000 broken messages.
import { spawnSync } from 'node:child_process'

const [scale = '100'] = process.argv.slice(2)
const { status } = spawnSync(
  'npx',
  ['vitest', 'run', '--project', 'capnp-codec', 'oracle', 'fuzz', 'breaks'],
  { stdio: 'inherit', env: { ...process.env, AYS_FUZZ_SCALE: scale } },
)
process.exitCode = status ?? 1
