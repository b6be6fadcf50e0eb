import { isAysError } from '@ays/core'
import { AysCommand, type GlobalFlags } from '../ays-command.ts'
import { renderNowhere, renderStanding } from '../render/standing.ts'
import { FIRST_STEPS, type NextStep, nextSteps } from '../standing/next-steps.ts'
import { readStanding, type Standing } from '../standing/read-standing.ts'

export default class Status extends AysCommand {
  static override readonly summary = 'Show how things stand here, and what to do next'
  static override readonly description =
    'What ays alone does, too. Plans nothing: what a changed blueprint would do, ays plan says.'
  static override readonly examples = [
    '<%= config.bin %>',
    '<%= config.bin %> <%= command.id %> --json',
  ]

  override async run(): Promise<{ standing?: Standing; next: readonly NextStep[] }> {
    const { flags } = await this.parse(Status)
    const standing = await this.#read(flags)
    if (!standing) {
      this.log(renderNowhere(this.screen))
      return { next: FIRST_STEPS }
    }
    const next = nextSteps(standing)
    this.log(renderStanding(standing, next, this.screen))
    return { standing, next }
  }

  async #read(flags: GlobalFlags): Promise<Standing | undefined> {
    try {
      const { api, repository } = await this.open(flags)
      return await readStanding(api, repository.folder, this.options)
    } catch (error) {
      if (isAysError(error, 'AYS_REPOSITORY_MISSING')) return undefined
      throw error
    }
  }
}
