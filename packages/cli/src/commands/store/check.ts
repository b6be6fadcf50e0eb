import { setTimeout as delay } from 'node:timers/promises'
import { AysError, type Store } from '@ays/core'
import { type ContractCase, storeContract } from '@ays/core/testing'
import { AysCommand } from '../../ays-command.ts'
import { EXIT } from '../../exit-codes.ts'
import { argument } from '../../flags.ts'
import { type CheckedCase, renderCase, renderCases } from '../../render/contract.ts'
import { loadStore } from '../../load-store.ts'
import { StoreHarness } from '../../store-harness.ts'

/** Milliseconds: a case that takes longer hangs. */
const PATIENCE = 60_000

export default class StoreCheck extends AysCommand {
  static override readonly summary = 'Check that a store keeps the promises that AYS relies on'
  static override readonly description =
    'Runs the contract of stores against the real thing, beside what is there: nothing of it is read or changed.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> redis://localhost']
  static override readonly args = {
    url: argument({ required: true, description: 'Where the store is, as ays.yaml writes it' }),
  }

  override async run(): Promise<CheckedCase[]> {
    const { args } = await this.parse(StoreCheck)
    const module = await loadStore(args.url, this.plugins().stores)
    const harness = this.keep(new StoreHarness(module, args.url, this.onWarning))
    // A store that cannot be opened fails here, and not once for each promise.
    await harness.destroy(await harness.create())
    const cases: CheckedCase[] = []
    for (const promise of storeContract) {
      this.options.signal.throwIfAborted()
      const checked = await check(promise, harness)
      this.log(renderCase(checked, this.screen))
      cases.push(checked)
    }
    this.log(renderCases(cases, this.screen))
    if (cases.some(({ status }) => status === 'broken')) process.exitCode = EXIT.failed
    return cases
  }
}

async function check(
  { name, skip, run }: ContractCase<Store>,
  harness: StoreHarness,
): Promise<CheckedCase> {
  try {
    const store = await harness.create()
    const reason = skip?.(store)
    if (reason === undefined) await Promise.race([run(store, harness), hang()])
    await harness.destroy(store)
    return reason === undefined ? { name, status: 'kept' } : { name, status: 'skipped', reason }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { name, status: 'broken', reason }
  }
}

async function hang(): Promise<never> {
  await delay(PATIENCE, undefined, { ref: false })
  throw new AysError('AYS_STORE_UNREACHABLE', `no answer within ${PATIENCE / 1000} s`)
}
