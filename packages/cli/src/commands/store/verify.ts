import { isAysError, SCHEMA_FORMAT, type VerifyReport } from '@ays/core'
import { verifyStore } from '@ays/engine'
import { Flags } from '@oclif/core'
import { CareCommand } from '../../care-command.ts'
import { EXIT } from '../../exit-codes.ts'
import type { GlobalFlags } from '../../ays-command.ts'
import { renderVerify } from '../../render/verify.ts'

export default class StoreVerify extends CareCommand {
  static override readonly summary = 'Check that everything in the store fits together'
  static override readonly description = `Reads every entry, works out again what follows from it (indexes, what is pending, guards, claims, code) and
compares. With --repair, what the records tell is mended; a store that cannot be opened because it is damaged is
made usable first. Others may go on working. Exits with 1 when faults are left.`
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --repair',
  ]
  static override readonly flags = {
    repair: Flags.boolean({ summary: 'Mend what can be mended' }),
  }

  override async run(): Promise<VerifyReport> {
    const { flags } = await this.parse(StoreVerify)
    const report = await this.#verify(flags).catch(async (error: unknown) => {
      if (!flags.repair || !isAysError(error, 'AYS_STORE_DAMAGED')) throw error
      if (!(await this.repairStore(flags))) throw error
      return this.#verify(flags)
    })
    this.log(renderVerify(report, this.screen))
    if (report.found > report.repaired) process.exitCode = EXIT.failed
    return report
  }

  /** The store is closed afterwards. */
  async #verify(flags: GlobalFlags & { readonly repair: boolean }): Promise<VerifyReport> {
    const { repository, codec, store } = await this.openStore(flags)
    try {
      const formats = (await this.tools()).getAll(SCHEMA_FORMAT)
      const { id } = repository
      const { repair } = flags
      return await this.withProgress((options) =>
        verifyStore({ repository: id, codec, formats, store, repair, ...options }),
      )
    } finally {
      await store[Symbol.asyncDispose]()
    }
  }
}
