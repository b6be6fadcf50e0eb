import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { type CommandManifest, commandLinesOf, faultOfCommand } from '../harness/command-lines.ts'
import { anchorsOf, linksOf } from '../harness/markdown-links.ts'

const checkout = fileURLToPath(new URL('../..', import.meta.url))
const INDEX = 'docs/README.md'
/** Of commands that their reader writes, that were thought of, or that somebody has misspelt. */
const TELLS_OF_OTHERS = /^docs\/(guides\/write-a-command|decisions|benchmarks|transcripts)/

describe('the pages', () => {
  it('lead nowhere that is not there: each link has its file, and its heading', async () => {
    const pages = await allPages()
    expect(pages).toEqual(expect.arrayContaining(['README.md', INDEX, 'docs/tutorial.md']))
    const broken = await Promise.all(pages.map(brokenLinksOf))
    expect(broken.flat()).toEqual([])
  })

  it('of docs/ are all in its index, or in that of their folder, which is in it', async () => {
    const pages = (await allPages()).filter((page) => page.startsWith('docs/') && page !== INDEX)
    const unlinked = await Promise.all(
      pages.map(async (page) => ((await isLinked(page)) ? [] : [page])),
    )
    expect(unlinked.flat()).toEqual([])
  })

  it('name only commands that there are, with flags that they take', async () => {
    const manifest: CommandManifest = JSON.parse(await read('packages/cli/oclif.manifest.json'))
    const pages = (await allPages()).filter((page) => !TELLS_OF_OTHERS.test(page))
    const found = await Promise.all(
      pages.map(async (page) => {
        const lines = commandLinesOf(await read(page))
        return lines.map((line) => ({ page, line, fault: faultOfCommand(line, manifest) }))
      }),
    )
    expect(found.flat().length).toBeGreaterThan(300)
    expect(found.flat().filter(({ fault }) => fault !== undefined)).toEqual([])
  })
})

/** Of people who use or extend AYS, not those that npm or a tool has put somewhere. */
async function allPages(): Promise<string[]> {
  const found = await Promise.all(
    ['', 'docs', 'packages', 'plugins'].map(async (folder) => {
      const files = await readdir(path.join(checkout, folder), { recursive: folder === 'docs' })
      const inside = folder === 'docs' || folder === '' ? files : files.map(readmeOf)
      return inside.map((file) => path.posix.join(folder, file))
    }),
  )
  return found.flat().filter((file) => file.endsWith('.md') && existsSync(inCheckout(file)))
}

function readmeOf(folder: string): string {
  return `${folder}/README.md`
}

async function brokenLinksOf(page: string): Promise<string[]> {
  const links = linksOf(await read(page))
  const faults = await Promise.all(
    links.map(async ({ target, line }) => {
      const fault = await faultOf(page, target)
      return fault === undefined ? [] : [`${page}:${line}: ${target} ${fault}`]
    }),
  )
  return faults.flat()
}

async function faultOf(page: string, target: string): Promise<string | undefined> {
  if (/^[a-z]+:/.test(target)) return undefined
  const [file = '', anchor] = target.split('#')
  const to = file === '' ? page : path.posix.join(path.posix.dirname(page), file)
  if (!existsSync(inCheckout(to))) return 'is not there'
  if (anchor === undefined) return undefined
  return anchorsOf(await read(to)).has(anchor) ? undefined : 'has no such heading'
}

async function isLinked(page: string): Promise<boolean> {
  const folder = path.posix.dirname(page)
  const indexes = [INDEX, `${folder}/README.md`, `${folder}.md`].filter((one) => one !== page)
  const linked = await Promise.all(
    indexes.filter((index) => existsSync(inCheckout(index))).map(linkedFrom),
  )
  return linked.flat().includes(page)
}

async function linkedFrom(page: string): Promise<string[]> {
  const links = linksOf(await read(page))
  return links.map(({ target }) => path.posix.join(path.posix.dirname(page), target))
}

function read(page: string): Promise<string> {
  return readFile(inCheckout(page), 'utf8')
}

function inCheckout(file: string): string {
  return path.join(checkout, file)
}
