import { InlineExecutor } from '@ays/core'
import { ContractSources } from '@ays/core/testing'
import { runProgram } from '@ays/executor'
import { expect, it } from 'vitest'
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
