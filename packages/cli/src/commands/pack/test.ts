import { randomInt } from 'node:crypto'
import { resolve } from 'node:path'
import type { TemplateCheck } from '@ays/core'
import { type CheckedPromise, testPack } from '@ays/pack-kit'
import { Flags } from '@oclif/core'
import { EXIT } from '../../exit-codes.ts'
import { argument } from '../../flags.ts'
import { PackCommand } from '../../pack-command.ts'
import { openVersions } from '../../pack-versions.ts'
import { renderPromise, renderPromises } from '../../render/pack.ts'

/** What `--json` prints. */
export interface PackTestReport {
  readonly pack: string
  /** Gives the same data again. */
  readonly seed: number
  readonly promises: readonly CheckedPromise[]
}

const HINT =
  'Fields that only the actions set, and those that need a value from the world, are named in test.json beside the schema.'

/** What fast-check takes. */
const SEEDS = 2 ** 31 - 1

export default class PackTest extends PackCommand {
  static override readonly summary = 'Test what the templates of a pack promise'
  static override readonly description =
    'Installs services with random data that the schema allows, in a repository of its own: twice, with AYS killed before each commit, after an older version of the pack; and takes them away. What an action does shows in the files below its working folder, its home and its folder for temporary files, in the data of its service, and in what its check says; nothing else is seen.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> ./my-pack --template notes --seed 42',
    '<%= config.bin %> <%= command.id %> --from my-pack-1.0.0.tgz',
  ]
  static override readonly args = {
    dir: argument({
      default: '.',
      description: 'The folder of the pack: of its package.json, or of its templates',
    }),
  }
  static override readonly flags = {
    seed: Flags.integer({
      min: 0,
      max: SEEDS,
      helpValue: 'N',
      summary: 'The same data again; by default another one each time, which is told',
    }),
    runs: Flags.integer({
      min: 1,
      default: 10,
      helpValue: 'N',
      summary: 'How many services of each template',
    }),
    template: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'NAME',
      summary: 'Only this one; may be given several times',
    }),
    from: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'DIR|TARBALL',
      summary: 'An older version to upgrade from, beside those in versions/ of the pack',
    }),
  }

  override async run(): Promise<PackTestReport> {
    const { args, flags } = await this.parse(PackTest)
    const pack = resolve(args.dir)
    const { seed = randomInt(SEEDS), runs, template = [], from = [] } = flags
    const older = this.keep(await openVersions(pack, from))
    const promises = await testPack({
      ...this.options,
      folder: pack,
      older: older.versions,
      templates: template,
      seed,
      runs,
      open: this.openFor(pack),
      on: (checked) => this.log(renderPromise(checked, this.screen)),
      tell: (check) => this.#tellCheck(check),
    })
    this.log(renderPromises(promises, this.screen))
    this.log(`The same data again: --seed ${seed}`)
    const broken = promises.filter(({ status }) => status === 'broken')
    if (broken.some(({ promise }) => promise === 'install')) this.log(HINT)
    if (broken.length > 0) process.exitCode = EXIT.failed
    return { pack, seed, promises }
  }

  #tellCheck({ diagnostics, untyped }: TemplateCheck): void {
    this.tell(diagnostics)
    if (untyped !== undefined) this.warn(`types were not checked. ${untyped}`)
  }
}
