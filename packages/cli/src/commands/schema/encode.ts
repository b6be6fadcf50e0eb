import { writeFile } from 'node:fs/promises'
import { AysError } from '@ays/core'
import { Flags } from '@oclif/core'
import { argument, pack, schemaFile } from '../../flags.ts'
import { readRecord } from '../../read-record.ts'
import { SchemaCommand } from '../../schema-command.ts'

export default class SchemaEncode extends SchemaCommand {
  static override readonly summary = "Turn JSON into a Cap'n Proto message"
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> schema.capnp data.json --out data.bin',
  ]
  static override readonly args = {
    schema: schemaFile,
    file: argument({ description: 'A JSON object; stdin without it' }),
  }
  static override readonly flags = {
    pack,
    out: Flags.string({
      helpValue: 'FILE',
      summary: 'Write the message here instead of to stdout',
    }),
  }

  override async run(): Promise<{ schema: string; size: number; base64: string }> {
    const { args, flags } = await this.parse(SchemaEncode)
    const schema = await this.compile(args.schema, flags.pack)
    const text = (await this.input(args.file)).toString('utf8')
    const bytes = schema.encode(readRecord(text, args.file ?? 'stdin', schema))
    if (flags.out !== undefined) await writeFile(flags.out, bytes)
    else if (!this.jsonEnabled()) writeToStdout(bytes)
    return {
      schema: schema.hash,
      size: bytes.length,
      base64: Buffer.from(bytes).toString('base64'),
    }
  }
}

function writeToStdout(bytes: Uint8Array): void {
  if (process.stdout.isTTY) {
    throw new AysError('AYS_USAGE', 'a message is bytes that a terminal cannot show', {
      hint: 'Add --out FILE, or --json.',
    })
  }
  process.stdout.write(bytes)
}
