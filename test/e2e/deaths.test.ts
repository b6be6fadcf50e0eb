import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JobInfo, LogLineInfo } from '@ays/core'
import { documentOf } from '../harness/documents.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'

interface Death {
  /** The name of a template, and of its service. */
  readonly name: string
  /** What its action does after it has said something in every way. */
  readonly code: string
  readonly error: string
  readonly message: string
}

const deaths: readonly Death[] = [
  {
    name: 'throws',
    code: `throw new Error('the disk is full')`,
    error: 'AYS_JOB_FAILED',
    message: 'the disk is full',
  },
  {
    name: 'exits',
    code: 'process.exit(3)',
    error: 'AYS_JOB_CRASHED',
    message: 'exit code 3',
  },
  {
    name: 'crashes',
    code: 'process.abort()',
    error: 'AYS_JOB_CRASHED',
    message: 'SIGABRT',
  },
  {
    name: 'rejects',
    code: `void Promise.reject(new Error('nobody awaits me')); await new Promise(() => {})`,
    error: 'AYS_JOB_CRASHED',
    message: 'nobody awaits me',
  },
  {
    name: 'loops',
    code: 'for (;;);',
    error: 'AYS_JOB_TIMEOUT',
    message: 'took longer than 6.0s',
  },
]

const SPEAKS = `
  log.info('the log')
  console.log('the console')
  await exec('echo', ['a program'])
  process.stdout.write('a line without an end')`

const install = (code: string) =>
  `export const install = async ({ exec, log }) => {${SPEAKS}\n${code}\n}`

let repository: TempRepository
let jobs: readonly JobInfo[]
let logs: readonly LogLineInfo[]

beforeAll(async () => {
  const dying = deaths.map(({ name, code }) => [
    name,
    { actions: install(code), actor: 'actions: { install: { timeout: 6s } }' },
  ])
  const templates = { ...Object.fromEntries(dying), lives: { actions: install('') } }
  const blueprint = Object.keys(templates).map((name) => `${name}__one:\n`)
  repository = await createRepository({
    templates,
    blueprints: { 'a.yaml': blueprint.join('') },
  })
  await repository.ays('apply', '--yes')
  jobs = documentOf(await repository.ays('run', 'show', '--json'), 'run').steps.flat()
  logs = documentOf(await repository.ays('run', 'logs', '--json'), 'logs')
})

afterAll(() => repository[Symbol.asyncDispose]())

const jobOf = (name: string) => jobs.find(({ service }) => service === `${name}!one`)

/** Node itself writes to stderr when it crashes. */
const linesOf = (name: string) => {
  const number = jobOf(name)?.number
  return logs
    .filter(({ job, source }) => job === number && source !== 'stderr')
    .map(({ text }) => text)
}

describe.each(deaths)('a job whose action $name', ({ name, error, message }) => {
  it('is in error, and says why', () => {
    expect(jobOf(name)).toMatchObject({ state: 'error', error: { code: error } })
    expect(JSON.stringify(jobOf(name)?.error)).toContain(message)
  })

  it('has kept all that was said, in order', () => {
    expect(linesOf(name)).toEqual(['the log', 'the console', 'a program', 'a line without an end'])
  })
})

it('a job beside those that died is ok', () => {
  expect(jobOf('lives')?.state).toBe('ok')
})
