import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Action, ActionContext } from '@ays/core'

interface Page {
  readonly heading: string
  readonly text: string
}

export const install: Action<Page> = async (it) => {
  const { heading, text } = it.service.data
  const title = escapeHtml(String(it.parent?.data['title']))
  await writeFile(
    fileOf(it),
    `<!doctype html>
<meta charset="utf-8">
<title>${title}</title>
<h1>${escapeHtml(heading)}</h1>
<p>${escapeHtml(text)}</p>
`,
  )
  it.log.info(`wrote ${fileOf(it)}`)
}

export const uninstall: Action<Page> = async (it) => {
  await rm(fileOf(it), { force: true })
}

function fileOf({ parent, service }: ActionContext<Page>): string {
  return join(String(parent?.data['location']), 'www', `${service.name}.html`)
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
