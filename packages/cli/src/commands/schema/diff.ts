import type { Break } from '@ays/core'
import { EXIT } from '../../exit-codes.ts'
import { argument, pack, schemaFile } from '../../flags.ts'
import { count } from '../../render/text.ts'
import { SchemaCommand } from '../../schema-command.ts'

export interface SchemaDifference {
  /** Hashes: equal ones say that nothing differs. */
  readonly before: string
  readonly after: string
  readonly breaks: readonly Break[]
}

export default class SchemaDiff extends SchemaCommand {
  static override readonly summary = 'Tell what a new schema would misread of an old one’s records'
  static override readonly description =
    'Exits with 1 when there is such a break: then the new schema cannot take the place of the old one.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> old/schema.capnp templates/web/schema.capnp',
  ]
  static override readonly args = {
    schema: schemaFile,
    next: argument({ description: 'The schema that shall take its place', required: true }),
  }
  static override readonly flags = { pack }

  override async run(): Promise<SchemaDifference> {
    const { args, flags } = await this.parse(SchemaDiff)
    const before = await this.compile(args.schema, flags.pack)
    const after = await this.compile(args.next, flags.pack)
    const breaks = before.breaks(after)
    for (const { path, kind, message } of breaks) this.log(`${path}  ${kind}  ${message}`)
    this.log(summarise(before.hash === after.hash, breaks.length))
    if (breaks.length > 0) process.exitCode = EXIT.failed
    return { before: before.hash, after: after.hash, breaks }
  }
}

function summarise(same: boolean, breaks: number): string {
  if (same) return 'The schemas are the same.'
  if (breaks === 0) return 'The schemas differ, and the new one reads everything right.'
  return `${count(breaks, 'break')}: old records would be misread.`
}
