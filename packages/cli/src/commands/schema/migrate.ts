import { rm, writeFile } from 'node:fs/promises'
import { basename, relative, resolve } from 'node:path'
import {
  AysError,
  CODEC,
  type Diagnostic,
  isAysError,
  SCHEMA_FORMAT,
  type TemplateDetail,
} from '@ays/core'
import { lookForRepository, leaveFormat, type Leaving, type LeavingTemplate } from '@ays/engine'
import { hrdFormat, leaveHrd } from '@ays/hrd'
import { Flags, type Interfaces } from '@oclif/core'
import { AysCommand } from '../../ays-command.ts'
import { argument, pack } from '../../flags.ts'
import { renderLeaving } from '../../render/leaving.ts'

/** What `--json` prints; paths from where the command was called. */
export interface MigratedTemplate {
  readonly template: string
  /** False: so it would be. */
  readonly written: boolean
  readonly files: readonly { readonly file: string; readonly text: string }[]
  readonly removed: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
}

type MigrateFlags = Interfaces.InferredFlags<
  typeof AysCommand.baseFlags & typeof SchemaMigrate.flags
>

export default class SchemaMigrate extends AysCommand {
  static override readonly summary = 'Turn the HRD of a template into schema.capnp and actor.yaml'
  static override readonly description =
    "Shows what would be written. Before anything is, it is proven that the new files mean the same: data that is stored can be read, links, recurring actions and events stay. Outside a repository, give the template's folder and its pack."
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> node',
    '<%= config.bin %> <%= command.id %> node --write',
    '<%= config.bin %> <%= command.id %> ./templates/node --pack mine --write',
  ]
  static override readonly args = {
    template: argument({
      required: true,
      description: "Name of one of the repository's own templates, or the folder of a template",
    }),
  }
  static override readonly flags = {
    pack,
    write: Flags.boolean({
      default: false,
      summary: 'Write the new files, then remove those of HRD',
    }),
  }

  override async run(): Promise<MigratedTemplate> {
    const { args, flags } = await this.parse(SchemaMigrate)
    const template = await this.#find(args.template, flags)
    const tools = await this.tools()
    const leaving = await leaveFormat(template, {
      codec: tools.get(CODEC),
      formats: tools.getAll(SCHEMA_FORMAT),
      format: hrdFormat,
      convert: leaveHrd,
      display: fromHere,
    })
    this.tell(leaving.warnings)
    if (flags.write) await writeLeaving(leaving)
    const files = leaving.writes.map(({ path, text }) => ({ file: fromHere(path), text }))
    const removed = leaving.removes.map(fromHere)
    this.log(renderLeaving({ files, removed, written: flags.write }, this.screen))
    const { name } = template
    return { template: name, written: flags.write, files, removed, diagnostics: leaving.warnings }
  }

  async #find(which: string, flags: MigrateFlags): Promise<LeavingTemplate> {
    if (!/[\\/]|^\.+$/.test(which)) return this.#inReach(which, flags)
    const folder = resolve(which)
    const name = basename(folder)
    const repo = lookForRepository(folder)
    const found =
      repo === undefined
        ? undefined
        : await this.#inReach(name, { ...flags, repo }).catch(unless('AYS_TEMPLATE_UNKNOWN'))
    return found?.folder === folder ? found : { name, pack: flags.pack, folder }
  }

  /** The template with the lock that the repository knows. AYS_USAGE for those that are not its own. */
  async #inReach(name: string, flags: MigrateFlags): Promise<LeavingTemplate> {
    const { api } = await this.open(flags)
    const template = await api.showTemplate(name, this.options)
    if (template.pack !== 'local') throw notOwn(template)
    const { pack: own, folder, lock } = template
    return { name, pack: own, folder, ...(lock && { lock }) }
  }
}

/** New files first: whenever this ends, the template means the same. */
async function writeLeaving({ writes, removes }: Leaving): Promise<void> {
  for (const { path, text } of writes) await writeFile(path, text)
  for (const path of removes) await rm(path)
}

function fromHere(path: string): string {
  return relative('', path)
}

function unless(code: 'AYS_REPOSITORY_MISSING' | 'AYS_TEMPLATE_UNKNOWN') {
  return (error: unknown): undefined => {
    if (!isAysError(error, code)) throw error
  }
}

function notOwn({ name, pack: owner }: TemplateDetail): AysError {
  return new AysError('AYS_USAGE', `the template ${name} belongs to the pack "${owner}"`, {
    hint: `Migrate it where the pack is made: ays schema migrate ./${name} --pack ${owner}`,
  })
}
