// A program that runs one action in a pool and prints what the action says: argv is folder, action, end.
import { ContractSources } from '@ays/core/testing'
import { PoolExecutor } from '@ays/executor'
import { callOf } from './calls.ts'

const [, , folder = '', action = '', end = ''] = process.argv
const sources = new ContractSources()
const codecUrl = new URL('codec.js', import.meta.url).href
const executor = new PoolExecutor({ folder, codecUrl, sources, workers: 1 })

await executor.execute(callOf(sources, action), {
  on: (event) => {
    if (event.type !== 'log') return
    process.stdout.write(`${event.text}\n`)
    if (end === 'exit') process.exit()
    if (end === 'throw') throw new Error('the host throws')
  },
})
