import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { AysError, type ImportReport, type LeftOut, type PortFile } from '@ays/core'
import { whoAmI } from '@ays/engine'
import { Flags } from '@oclif/core'
import { AysCommand } from '../ays-command.ts'
import { argument } from '../flags.ts'
import { readAys, readExport } from '../port-folder.ts'
import { renderImport } from '../render/import.ts'

export default class Import extends AysCommand {
  static override readonly summary = 'Bring in what an export holds and the repository has not'
  static override readonly description = `All of it in one commit, and nothing when anything is wrong: every fault is told with file, line and column.
Nothing is run. What is there already stays as it is; where the files say something else of it, that is a fault.
With --from-ays, whatever can be taken of a repository of AYS 8.1 or 9 is, its blueprints too, and all else is named.`
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> state',
    '<%= config.bin %> <%= command.id %> --from-ays ../old-repo --dry-run',
  ]
  static override readonly args = {
    dir: argument({ description: 'A folder that ays export has written' }),
  }
  static override readonly flags = {
    'from-ays': Flags.string({
      helpValue: 'PATH',
      summary: 'The folder of a repository of AYS 8.1 or 9 instead',
    }),
    'dry-run': Flags.boolean({ summary: 'Say what would come in, and change nothing' }),
  }

  override async run(): Promise<ImportReport> {
    const { args, flags } = await this.parse(Import)
    const { 'from-ays': old, 'dry-run': dryRun } = flags
    const given = old ?? args.dir
    if (given === undefined || (old !== undefined && args.dir !== undefined)) {
      throw new AysError('AYS_USAGE', 'either a folder is imported, or --from-ays PATH')
    }
    // As the paths of the files begin.
    const folder = join(given, '.').replaceAll(sep, '/')
    const files = await (old === undefined ? readExport : readAys)(folder)
    const { api, repository } = await this.open(flags)
    const from = old === undefined ? 'export' : 'ays'
    const request = {
      files,
      folder: folder === '.' ? '' : folder,
      from,
      dryRun,
      who: whoAmI(),
    } as const
    const found = await api.importServices(request, this.options)
    const report = dryRun ? found : await takeBlueprints(repository.folder, found)
    this.log(renderImport(report, { dryRun }, this.screen))
    return report
  }
}

/** Writes the blueprints; one that would take the place of another is left out. */
async function takeBlueprints(folder: string, report: ImportReport): Promise<ImportReport> {
  const left: LeftOut[] = []
  const blueprints: PortFile[] = []
  for (const blueprint of report.blueprints) {
    const path = join(folder, blueprint.file)
    const there = await readFile(path, 'utf8').catch(() => undefined)
    if (there === blueprint.text) continue
    if (there === undefined) {
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, blueprint.text)
      blueprints.push(blueprint)
    } else left.push({ file: blueprint.file, reason: 'there is another blueprint of this name' })
  }
  return { ...report, blueprints, left: [...report.left, ...left] }
}
