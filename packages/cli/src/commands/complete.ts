import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { SignalOption } from '@ays/core'
import { AysCommand, type GlobalFlags } from '../ays-command.ts'
import { findRepositoryOf, PATIENCE } from '../completion/complete-quickly.ts'
import { type Completion, findCandidates } from '../completion/find-candidates.ts'
import type { Candidate, Grammar } from '../completion/grammar.ts'
import { readNames } from '../completion/read-names.ts'
import { isShell, renderCandidates, SHELLS, wordsFrom } from '../completion/shells.ts'
import { EXIT } from '../exit-codes.ts'
import { argument } from '../flags.ts'

export default class Complete extends AysCommand {
  static override readonly hidden = true
  static override readonly strict = false
  static override readonly summary = 'What the scripts of ays completion ask'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> bash -- run s']
  static override readonly args = {
    shell: argument({ required: true, options: [...SHELLS], description: 'Which shell asks' }),
  }

  /** Ends by itself: somebody has pressed a key, and waits. */
  protected override get options(): Required<SignalOption> {
    return { signal: AbortSignal.any([super.options.signal, this.#deadline]) }
  }

  readonly #deadline = AbortSignal.timeout(PATIENCE)

  override async run(): Promise<void> {
    const { argv, flags } = await this.parse(Complete)
    const [shell, ...rest] = argv.map(String)
    if (!isShell(shell)) return
    const words = wordsFrom(shell, rest)
    const found = findCandidates(words, this.#grammar())
    const names = await this.#names(words, found, flags)
    process.stdout.write(renderCandidates(shell, found, [...found.candidates, ...names]))
  }

  /** With the commands of plugins. */
  #grammar(): Grammar {
    const { commands, topics } = this.config
    const described = topics.map(({ name, description = '' }) => [name, description] as const)
    return { commands, topics: Object.fromEntries(described) }
  }

  /** Where nothing was applied yet, no store is made to find that out. */
  async #names(
    words: readonly string[],
    { names, typed }: Completion,
    flags: GlobalFlags,
  ): Promise<Candidate[]> {
    if (!names) return []
    const folder = findRepositoryOf(words)
    if (folder === undefined || !existsSync(join(folder, '.ays'))) return []
    const { api } = await this.open({ ...flags, repo: folder })
    return readNames(api, names, typed, this.options)
  }

  /** Nothing may be written between the words of a command line. */
  protected override async catch(): Promise<void> {
    process.exitCode = EXIT.failed
  }
}
