import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AysError, isRecordData } from '@ays/core'
import { isText, member } from '../plugins/json.ts'
import type { CommandShape, Grammar } from './grammar.ts'

/** The commands of the command line in this folder, without those of plugins. */
export async function readGrammar(root: string): Promise<Grammar> {
  const [manifest, pjson] = await Promise.all(
    ['oclif.manifest.json', 'package.json'].map((file) => readJson(join(root, file))),
  )
  const commands = member(manifest, 'commands')
  const topics = member(member(pjson, 'oclif'), 'topics')
  if (!isCommands(commands)) throw new AysError('AYS_INTERNAL', 'the manifest has no commands')
  return {
    commands: Object.values(commands),
    topics: isRecordData(topics) ? describe(topics) : {},
  }
}

function describe(topics: Readonly<Record<string, unknown>>): Grammar['topics'] {
  const described = Object.entries(topics).map(([topic, about]) => {
    const text = member(about, 'description')
    return [topic, isText(text) ? text : '']
  })
  return Object.fromEntries(described)
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'))
}

/** Made by our own build. */
function isCommands(value: unknown): value is Readonly<Record<string, CommandShape>> {
  return isRecordData(value)
}
