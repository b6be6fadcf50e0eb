import { recordToJson } from '@ays/engine'
import { argument, pack, schemaFile } from '../../flags.ts'
import { SchemaCommand } from '../../schema-command.ts'

export default class SchemaDecode extends SchemaCommand {
  static override readonly summary = "Turn a Cap'n Proto message into JSON"
  static override readonly examples = ['<%= config.bin %> <%= command.id %> schema.capnp data.bin']
  static override readonly args = {
    schema: schemaFile,
    file: argument({ description: 'A message; stdin without it' }),
  }
  static override readonly flags = { pack }

  override async run(): Promise<unknown> {
    const { args, flags } = await this.parse(SchemaDecode)
    const schema = await this.compile(args.schema, flags.pack)
    const record = recordToJson(schema.decode(await this.input(args.file)))
    this.log(JSON.stringify(record, undefined, 2))
    return record
  }
}
