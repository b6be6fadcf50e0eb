import assert from 'node:assert/strict'
import type { ExecOptions } from '../executor/action.ts'
import type { ProgramJob } from '../executor/executor.ts'
import type { Host } from '../executor/host.ts'
import { type AysError, isAysError } from '../errors/ays-error.ts'
import type { ContractCase } from './contract.ts'

/** What every host keeps. It runs POSIX programs on the machine of the host and asks nobody else. */
export const hostContract: readonly ContractCase<Host>[] = [
  {
    name: 'arguments come as they are: no shell reads them',
    run: async (host) => {
      const odd = ['a b', '$HOME', '; false', '*', "it's", '"', '\\n', 'two\nlines\n', '', 'é']
      const { stdout, exitCode } = await run(host, 'printf', ['%s|', ...odd])
      assert.deepEqual([stdout, exitCode], [odd.map((one) => `${one}|`).join(''), 0])
    },
  },
  {
    name: 'input, folder and environment are given',
    run: async (host) => {
      const options = { input: 'in\\ \n', cwd: '/', env: { GIVEN: "a 'b' $c\nd" } }
      const { stdout } = await run(host, 'sh', ['-c', 'cat; pwd; printf %s "$GIVEN"'], options)
      assert.equal(stdout, "in\\ \n/\na 'b' $c\nd")
    },
  },
  {
    name: 'a program without input finds none, one with a megabyte gets it whole',
    run: async (host) => {
      assert.equal((await run(host, 'cat')).stdout, '')
      const { stdout } = await run(host, 'wc', ['-c'], { input: 'x'.repeat(1 << 20) })
      assert.equal(Number(stdout), 1 << 20)
    },
  },
  {
    name: 'what a program prints is heard in lines while it runs, and returned',
    run: async (host) => {
      const folder = await makeFolder(host)
      try {
        const heard: string[] = []
        const { job, first } = hear((from, text) => heard.push(`${from} ${text}`))
        const script = 'echo one; while [ ! -e gate ]; do sleep 0.05; done; echo two >&2; printf 3'
        const program = host.exec(job, 'sh', ['-c', script], { cwd: folder })
        await first
        await run(host, 'touch', ['gate'], { cwd: folder })
        const { stdout, stderr } = await program
        assert.deepEqual([stdout, stderr], ['one\n3', 'two'])
        assert.deepEqual(heard.toSorted(), ['stderr two\n', 'stdout 3\n', 'stdout one\n'])
      } finally {
        await run(host, 'rm', ['-r', folder])
      }
    },
  },
  {
    name: 'another exit code than 0 fails with the name, the code and the last words, unless it may be',
    run: async (host) => {
      const script = ['-c', 'echo sorry >&2; exit 3', '--password=hush']
      const error = await failure(run(host, 'sh', script, { env: { SECRET: 'hush' } }))
      assert.equal(error.details['exitCode'], 3)
      assert.match(error.message, /^sh exited with code 3: sorry$/)
      assert.doesNotMatch(JSON.stringify([error.message, error.details]), /hush/)
      assert.equal((await run(host, 'sh', ['-c', 'exit 3'], { accept: [3] })).exitCode, 3)
    },
  },
  {
    name: 'a program that is not there fails, by its name',
    run: async (host) => {
      for (const detach of [false, true]) {
        const error = await failure(run(host, 'no-such-program', [], { detach }))
        assert.match(error.message, /^no-such-program /)
      }
    },
  },
  {
    name: 'a folder that is not there fails',
    run: async (host) => {
      await failure(run(host, 'true', [], { cwd: '/no/such/folder' }))
    },
  },
  {
    name: 'a program that takes longer than it may fails, and is gone with all that it started',
    run: async (host) => {
      const pids: string[] = []
      // On a slow machine, or over a slow line, it may be ended before it has said anything.
      for (let timeout = 1500; pids.length < 2; timeout *= 2) {
        pids.length = 0
        const error = await failure(host.exec(pidsTo(pids), 'sh', ['-c', SLEEPERS], { timeout }))
        assert.ok(error.message.startsWith(`sh took longer than ${timeout / 1000}s`), error.message)
      }
      await gone(host, pids)
    },
  },
  {
    name: 'a program ends with the signal of its job, with all that it started, and so does the call',
    run: async (host) => {
      const stop = new AbortController()
      const pids: string[] = []
      const job = {
        ...pidsTo(pids, () => stop.abort(new Error('the job ends'))),
        signal: stop.signal,
      }
      await assert.rejects(host.exec(job, 'sh', ['-c', SLEEPERS]), /the job ends/)
      await gone(host, pids)
    },
  },
  {
    name: 'a program that was detached lives on behind the call; what it prints goes to its file',
    run: async (host) => {
      const folder = await makeFolder(host)
      const script = 'echo out; echo err >&2; exec sleep 60'
      const options = { detach: true, cwd: folder, output: 'log', env: { GIVEN: 'x' } }
      const { pid } = await run(host, 'sh', ['-c', script], options)
      try {
        await until(async () => (await read(host, folder)) === 'out\nerr')
        assert.equal(await isAlive(host, String(pid)), true)
      } finally {
        await run(host, 'kill', ['-9', String(pid)])
        await run(host, 'rm', ['-r', folder])
      }
    },
  },
  {
    name: 'several programs run at the same time',
    run: async (host) => {
      const all = ['a', 'b', 'c', 'd'].map((word) => run(host, 'echo', [word]))
      assert.deepEqual(
        (await Promise.all(all)).map(({ stdout }) => stdout),
        ['a', 'b', 'c', 'd'],
      )
    },
  },
]

/** Says its own pid and that of a child, and then both sleep. */
const SLEEPERS = 'sleep 60 & echo $$ $!; wait'

function jobOf(print: ProgramJob['print'] = () => undefined): ProgramJob {
  return { signal: new AbortController().signal, print }
}

/** A job, and when its program has printed something. */
function hear(print: ProgramJob['print']) {
  let resolve: (() => void) | undefined
  const first = new Promise<void>((told) => (resolve = told))
  const job = jobOf((from, text) => {
    print(from, text)
    resolve?.()
  })
  return { job, first }
}

function run(host: Host, command: string, args: readonly string[] = [], options?: ExecOptions) {
  return host.exec(jobOf(), command, args, options)
}

/** Takes the pids that SLEEPERS says. */
function pidsTo(pids: string[], then: () => void = () => undefined): ProgramJob {
  return jobOf((_, text) => {
    pids.push(...text.trim().split(' '))
    then()
  })
}

async function failure(program: Promise<unknown>): Promise<AysError> {
  try {
    await program
  } catch (error) {
    if (isAysError(error, 'AYS_JOB_FAILED')) return error
    throw error
  }
  return assert.fail('the program did not fail')
}

async function makeFolder(host: Host): Promise<string> {
  return (await run(host, 'mktemp', ['-d'])).stdout.trim()
}

async function read(host: Host, folder: string): Promise<string> {
  return (await run(host, 'cat', ['log'], { cwd: folder, accept: [1] })).stdout
}

/** A zombie is dead: only its parent has not been told. */
async function isAlive(host: Host, pid: string): Promise<boolean> {
  const { stdout } = await run(host, 'ps', ['-o', 'stat=', '-p', pid], { accept: [1] })
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z')
}

async function gone(host: Host, pids: readonly string[]): Promise<void> {
  assert.equal(pids.length, 2)
  for (const pid of pids) await until(async () => !(await isAlive(host, pid)))
}

/** Resolves when the condition holds; the runner's own limit ends the waiting. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20))
}
