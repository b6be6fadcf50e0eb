import type { AysApi } from '@ays/core'
import { assumeSocket, findDaemon } from '@ays/daemon/client'
import { isLost } from '../go-on.ts'
import { Interrupt } from '../interrupt.ts'
import { openQuestions } from '../open-questions.ts'
import { screenOf } from '../render/screen.ts'
import type { Talk } from '../talk.ts'
import { textReader } from '../text-reader.ts'
import type { CommandLine } from './command-line.ts'
import { NotQuick } from './not-quick.ts'
import type { QuickCommand, QuickRun } from './quick-commands.ts'

export interface DaemonCall {
  readonly command: QuickCommand
  readonly line: CommandLine
  /** Of the repository. */
  readonly folder: string
  /** Of whoever serves it. */
  readonly socket: string
  /** When ays.yaml was, epoch milliseconds: a daemon that began before that may not know what it says now. */
  readonly changed: number
}

/** False, with nothing said or done, where no daemon answers, or oclif has to go on; as answerQuickly(). */
export async function askDaemon(call: DaemonCall): Promise<boolean> {
  const { folder, socket, changed } = call
  const daemon = findDaemon(folder)
  if (!daemon || daemon.started <= changed) return false
  const interrupt = new Interrupt()
  const { signal } = interrupt
  const api = assumeSocket(socket)
  try {
    return await answer(api, await call.command.load(), call, signal)
  } finally {
    await api[Symbol.asyncDispose]()
    interrupt[Symbol.dispose]()
  }
}

async function answer(
  api: AysApi,
  run: QuickRun,
  { line, folder }: DaemonCall,
  signal: AbortSignal,
): Promise<boolean> {
  const json = line.has('json')
  let said = false
  const say = (stream: NodeJS.WriteStream, text: string) => {
    if (!said) process.stdout.on('error', ignoreClosedPipe)
    said = true
    stream.write(`${text}\n`)
  }
  const readText = textReader(folder)
  const talk: Talk = {
    api,
    folder,
    options: { signal },
    get screen() {
      return screenOf(process.stdout)
    },
    log(text) {
      if (!json) say(process.stdout, text)
    },
    async tell(diagnostics) {
      if (json || diagnostics.length === 0) return
      const { renderDiagnostics } = await import('../render/diagnostics.ts')
      say(process.stderr, renderDiagnostics(diagnostics, screenOf(process.stderr), readText))
    },
    async ask(request) {
      if ((await openQuestions(api, request, { json, signal })).length > 0) throw new NotQuick()
      return request
    },
  }
  try {
    const result = await run(talk, line)
    if (json) say(process.stdout, JSON.stringify(result, undefined, 2))
    return true
  } catch (error) {
    // Nothing that is asked here changes anything, so it can be asked again.
    if (!said && (error instanceof NotQuick || isLost(error))) {
      signal.throwIfAborted()
      return false
    }
    if (!said) process.stdout.on('error', ignoreClosedPipe)
    const { reportError } = await import('../report-error.ts')
    reportError(error, { json, readText })
    return true
  }
}

/** Whoever reads may have enough, such as `head`; oclif does the same. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}
