import { readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Action, ActionContext } from '@ays/core'
import { endServer, killProcess, untilListening } from './server-process.ts'
import { SERVER_PROGRAM } from './server-program.ts'

interface Webserver {
  readonly port: number
  readonly pid: number
  readonly address: string
}

export const install: Action<Webserver> = async (it) => {
  await writeFile(filesOf(it).program, SERVER_PROGRAM)
}

export const start: Action<Webserver> = async (it) => {
  const { folder, status, output } = filesOf(it)
  await endServer(status, it.signal)
  await rm(output, { force: true })
  it.progress(0.5, 'waiting until it listens')
  const args = argumentsOf(it)
  const { pid } = await it.exec(process.execPath, args, { cwd: folder, detach: true, output })
  try {
    const listening = await untilListening(status, pid, it.signal)
    it.log.info(`listens on ${listening.address}`, { pid })
    return { ...listening }
  } catch (cause) {
    killProcess(pid)
    await rm(status, { force: true })
    it.signal.throwIfAborted()
    throw new Error(`the server does not run: ${await faultIn(output)}`, { cause })
  }
}

export const stop: Action<Webserver> = async (it) => {
  await endServer(filesOf(it).status, it.signal)
  return { pid: 0, address: '' }
}

export const uninstall: Action<Webserver> = async (it) => {
  const { program, output } = filesOf(it)
  await Promise.all([program, output].map((file) => rm(file, { force: true })))
}

function siteOf({ parent }: ActionContext<Webserver>): string {
  return String(parent?.data['location'])
}

function filesOf(it: ActionContext<Webserver>) {
  const folder = join(siteOf(it), 'run')
  const file = join(folder, it.service.name)
  return { folder, program: `${file}.mjs`, status: `${file}.json`, output: `${file}.log` }
}

/** From its working directory, which it keeps when the site is moved. */
function argumentsOf(it: ActionContext<Webserver>): string[] {
  const { program, status } = filesOf(it)
  const configs = (it.producers['config'] ?? []).map(({ name }) => `../etc/${name}.json`)
  return [basename(program), basename(status), '../www', `${it.service.data.port}`, ...configs]
}

/** The line of the log that says what went wrong; all of it when none does. */
async function faultIn(output: string): Promise<string> {
  const text = await readFile(output, 'utf8')
  return /^\w*Error.*/m.exec(text)?.[0] ?? text
}
