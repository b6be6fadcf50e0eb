import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Action, ActionContext } from '@ays/core'

interface Config {
  readonly content: string
}

export const install: Action<Config> = async (it) => {
  await writeFile(fileOf(it), `${render(it)}\n`)
  it.log.info(`wrote ${fileOf(it)}`)
}

export const uninstall: Action<Config> = async (it) => {
  await rm(fileOf(it), { force: true })
}

function fileOf({ parent, service }: ActionContext<Config>): string {
  return join(String(parent?.data['location']), 'etc', `${service.name}.json`)
}

function render({ parent, service }: ActionContext<Config>): string {
  const text = service.data.content.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, field: string) => {
    const value = parent?.data[field]
    if (value === undefined) throw new Error(`a site has no field "${field}"`)
    return JSON.stringify(value)
  })
  return JSON.stringify(JSON.parse(text), undefined, 2)
}
