import type { AysApi } from '@ays/core'
import { connectSocket, findDaemon } from '@ays/daemon/client'
import { isUnsent } from '../go-on.ts'
import { Interrupt } from '../interrupt.ts'
import { openQuestions } from '../open-questions.ts'
import { renderDiagnostics } from '../render/diagnostics.ts'
import { screenOf } from '../render/screen.ts'
import { reportError } from '../report-error.ts'
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
  const daemon = await findDaemon(folder)
  if (!daemon || daemon.started <= changed) return false
  const interrupt = new Interrupt()
  const { signal } = interrupt
  let api: AysApi | undefined
  try {
    const loading = call.command.load()
    api = await connectSocket(socket, signal)
    return api !== undefined && (await answer(api, await loading, call, signal))
  } finally {
    await api?.[Symbol.asyncDispose]()
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
    said = true
    stream.write(`${text}\n`)
  }
  const readText = textReader(folder)
  const talk: Talk = {
    api,
    folder,
    options: { signal },
    screen: screenOf(process.stdout),
    log(text) {
      if (!json) say(process.stdout, text)
    },
    tell(diagnostics) {
      if (json || diagnostics.length === 0) return
      say(process.stderr, renderDiagnostics(diagnostics, screenOf(process.stderr), readText))
    },
    async ask(request) {
      if ((await openQuestions(api, request, { json, signal })).length > 0) throw new NotQuick()
      return request
    },
  }
  process.stdout.on('error', ignoreClosedPipe)
  try {
    const result = await run(talk, line)
    if (json) say(process.stdout, JSON.stringify(result, undefined, 2))
    return true
  } catch (error) {
    if (!said && (error instanceof NotQuick || isUnsent(error))) return false
    reportError(error, { json, readText })
    return true
  }
}

/** Whoever reads may have enough, such as `head`; oclif does the same. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}
