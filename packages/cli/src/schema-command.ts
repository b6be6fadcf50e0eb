import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { assertNoErrors, AysError, CODEC, type Schema, SCHEMA_FORMAT } from '@ays/core'
import { AysCommand } from './ays-command.ts'
import { readSchemaFile } from './schema-file.ts'

/** A command that uses a schema: it needs no repository. */
export abstract class SchemaCommand extends AysCommand {
  /** The schema in this file, compiled. AYS_SCHEMA_INVALID with its diagnostics. */
  protected async compile(file: string, pack: string): Promise<Schema> {
    const tools = await this.tools()
    const formats = tools.getAll(SCHEMA_FORMAT)
    const { model, diagnostics } = await readSchemaFile(file, { formats, pack, strict: false })
    assertNoErrors(diagnostics, file, 'AYS_SCHEMA_INVALID')
    this.tell(diagnostics)
    if (model === undefined) throw new AysError('AYS_INTERNAL', `${file}: neither model nor errors`)
    return tools.get(CODEC).compile(model)
  }

  /** The bytes of a file, or of stdin without one. AYS_USAGE when it cannot be read. */
  protected async input(file: string | undefined): Promise<Buffer> {
    if (file === undefined || file === '-') return buffer(process.stdin)
    return readFile(file).catch((cause: unknown) => {
      throw new AysError('AYS_USAGE', `${file} cannot be read`, { cause })
    })
  }
}
