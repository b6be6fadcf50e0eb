import { CODEC, type Diagnostic, hasErrors, SCHEMA_FORMAT } from '@ays/core'
import { AysCommand } from '../../ays-command.ts'
import { EXIT } from '../../exit-codes.ts'
import { pack, schemaFiles, strict } from '../../flags.ts'
import { countDiagnostics } from '../../render/diagnostics.ts'
import { count } from '../../render/text.ts'
import { readSchemaFile } from '../../schema-file.ts'

export interface CheckedSchema {
  readonly file: string
  readonly diagnostics: readonly Diagnostic[]
}

export default class SchemaCheck extends AysCommand {
  static override readonly summary = 'Tell every fault of schemas, with file, line and column'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> templates/*/schema.hrd']
  static override readonly args = { file: schemaFiles }
  static override readonly flags = { pack, strict }

  override async run(): Promise<CheckedSchema[]> {
    const { args, flags } = await this.parse(SchemaCheck)
    const tools = await this.tools()
    const formats = tools.getAll(SCHEMA_FORMAT)
    const checked: CheckedSchema[] = []
    for (const file of args.file) {
      const { model, diagnostics } = await readSchemaFile(file, { ...flags, formats })
      // Compiling lays it out: AYS_SCHEMA_INVALID for what only then shows.
      if (model !== undefined) tools.get(CODEC).compile(model)
      checked.push({ file, diagnostics })
    }
    const diagnostics = checked.flatMap((schema) => schema.diagnostics)
    this.tell(diagnostics)
    const found = countDiagnostics(diagnostics)
    this.log(`${count(checked.length, 'schema')}, ${found === '' ? 'no faults' : found}.`)
    if (hasErrors(diagnostics)) process.exitCode = EXIT.invalid
    return checked
  }
}
