import { hasErrors, SCHEMA_FORMAT } from '@ays/core'
import { AysCommand } from '../../ays-command.ts'
import { type ConvertedSchema, convertedSchema } from '../../converted-schema.ts'
import { EXIT } from '../../exit-codes.ts'
import { pack, schemaFiles, strict } from '../../flags.ts'
import { readSchemaFile } from '../../schema-file.ts'

export default class SchemaConvert extends AysCommand {
  static override readonly summary = "Print schemas as Cap'n Proto"
  static override readonly description =
    'Needs no repository. Ordinals follow the schema.lock.json beside a file, where there is one.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> templates/node/schema.hrd',
    '<%= config.bin %> <%= command.id %> --json templates/*/schema.hrd',
  ]
  static override readonly args = { file: schemaFiles }
  static override readonly flags = { pack, strict }

  override async run(): Promise<ConvertedSchema[]> {
    const { args, flags } = await this.parse(SchemaConvert)
    const formats = (await this.tools()).getAll(SCHEMA_FORMAT)
    const schemas: ConvertedSchema[] = []
    for (const file of args.file) {
      schemas.push(convertedSchema(file, await readSchemaFile(file, { ...flags, formats })))
    }
    const diagnostics = schemas.flatMap((schema) => schema.diagnostics)
    this.tell(diagnostics)
    const texts = schemas.flatMap(({ file, capnp }) =>
      capnp === null ? [] : [`# ${file}\n${capnp}`],
    )
    this.log(texts.join('\n').trimEnd())
    if (hasErrors(diagnostics)) process.exitCode = EXIT.invalid
    return schemas
  }
}
