import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isRecordData } from '@ays/core'
import { member } from './json.ts'
import { leaves, type PluginPackage } from './read-manifest.ts'
import { why } from './why.ts'

/** The package in a folder; throws when there is none. */
export async function findPackage(name: string, root: string): Promise<PluginPackage> {
  const pjson: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  if (isRecordData(pjson)) return { name, root, pjson }
  throw new TypeError('its package.json holds no object')
}

export interface CommandOptions {
  /** It must bring the manifest of its commands: without, all of them would be loaded at every start of AYS. */
  readonly built: boolean
}

/** What is wrong with the commands of a package, as far as can be seen without loading them. */
export async function commandFaults(
  { root, pjson }: PluginPackage,
  { built }: CommandOptions,
): Promise<string[]> {
  const commands = member(member(pjson, 'oclif'), 'commands')
  if (commands === undefined) return []
  const target = typeof commands === 'string' ? commands : member(commands, 'target')
  if (typeof target !== 'string') return ['"oclif.commands" of its package.json is no path']
  if (leaves(target)) return [`"oclif.commands" leaves the package: ${target}`]
  return manifestFaults(join(root, 'oclif.manifest.json'), member(pjson, 'version'), built)
}

async function manifestFaults(file: string, version: unknown, built: boolean): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return built ? ['it has commands and no oclif.manifest.json'] : []
  try {
    const made = member(JSON.parse(text), 'version')
    if (made === version) return []
    return [`its oclif.manifest.json is of version ${String(made)}, and it is ${String(version)}`]
  } catch (cause) {
    return [`its oclif.manifest.json cannot be read${why(cause)}`]
  }
}
