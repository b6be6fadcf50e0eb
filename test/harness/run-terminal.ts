import { spawn } from 'node:child_process'
import { type CliOptions, cliCommand } from './run-cli.ts'

/** How an `ays …` at a terminal ended, and all that was to be seen. */
export interface TerminalResult {
  readonly exitCode: number
  readonly screen: string
}

/** A text to wait for, and what is typed then, or once something has been done. */
export type Exchange = readonly [prompt: string, answer: string | (() => Promise<string>)]

/** Runs the built CLI in a terminal of its own, as script(1) makes it. */
export function runTerminal(
  args: readonly string[],
  exchanges: readonly Exchange[],
  options: CliOptions,
): Promise<TerminalResult> {
  const { command, env } = cliCommand(args, options)
  const line = command.map((part) => `'${part.replaceAll("'", `'\\''`)}'`).join(' ')
  // A terminal of no size, as script(1) makes it without one of its own, has no room for what moves.
  const sized = `stty cols 100 rows 40; exec ${line}`
  const child = spawn('script', ['-qefc', sized, '/dev/null'], { cwd: options.cwd, env })
  const open = [...exchanges]
  let screen = ''
  let seen = 0
  const type = async (answer: Exchange[1]) => {
    child.stdin.write(`${typeof answer === 'string' ? answer : await answer()}\r`)
  }
  return new Promise((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      screen += text
      const [prompt, answer] = open[0] ?? []
      if (prompt === undefined || answer === undefined) return
      if (!screen.slice(seen).includes(prompt)) return
      open.shift()
      seen = screen.length
      type(answer).catch(reject)
    })
    child.once('error', reject)
    child.once('close', (code) => {
      resolve({ exitCode: code ?? -1, screen })
    })
  })
}
