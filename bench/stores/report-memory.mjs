// Says on the fourth pipe how much memory of its own the process had at most, in kilobytes: without the pages of
// files that LevelDB maps, which the kernel takes back whenever it needs them.
import { readFileSync, writeSync } from 'node:fs'

const EVERY = 20
let most = 0

function look() {
  const [, kilobytes] = /RssAnon:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  most = Math.max(most, Number(kilobytes ?? 0))
}

setInterval(look, EVERY).unref()
process.once('exit', () => {
  look()
  writeSync(3, String(most))
})
