import { InlineExecutor } from '@ays/core'
import { ContractSources } from '@ays/core/testing'
import { runProgram } from '@ays/executor'
import { expect, it, onTestFinished } from 'vitest'
import { codec } from './support/codec.ts'
import { execute } from './support/executors.ts'

it('runs the programs of an inline executor, too; what they print is in the log of the job', async () => {
  const sources = new ContractSources()
  const subject = { executor: new InlineExecutor({ codec, sources, runProgram }), codec, sources }
  const action = `async ({ exec }) => { await exec('printf', ['one\\ntwo']) }`
  expect(await execute(subject, action)).toMatchObject({
    outcome: { status: 'ok' },
    texts: ['one', 'two'],
  })
})

it('ends at its timeout though a child that has left its group holds its pipes', async () => {
  const script = `const { spawn } = require('node:child_process')
    const { pid } = spawn('sleep', ['600'], { detached: true, stdio: 'inherit' })
    console.log(pid)`
  const pids: number[] = []
  onTestFinished(() => pids.forEach((pid) => process.kill(pid, 'SIGKILL')))
  const job = {
    signal: new AbortController().signal,
    print: (_from: string, text: string) => void pids.push(Number(text)),
  }
  const program = runProgram(job, process.execPath, ['-e', script], { timeout: 1500 })
  await expect(program).rejects.toMatchObject({
    code: 'AYS_JOB_FAILED',
    message: expect.stringContaining('took longer than 1.5s'),
  })
  expect(pids).toHaveLength(1)
})
