import { readFile } from 'node:fs/promises'
import { type Block, blocksOf, stepsOf } from './markdown-blocks.ts'
import { PageShell, type PageShellOptions } from './page-shell.ts'

export interface FollowOptions extends PageShellOptions {
  /** Every line that is printed is shown: none is left out by a lone `…`, nor where nothing stands below. */
  readonly exact?: boolean
}

/**
 * Does what a page says, in an empty folder, and throws where something else comes of it:
 *
 * - a block with a path behind its language is written into that file, or added to it when `(continued)`
 *   stands behind the path;
 * - each line of a `console` block that begins with `$ ` is run, in the folder where the one before it ended.
 *   It prints exactly what stands below it, when anything does: `…` is any text, alone on a line any
 *   lines. The last one ends with 0, or with the `exit=N` behind `console`, all others with 0;
 * - any other block is an error: nobody would notice when what it says is no longer so.
 *
 * A guide is followed from top to bottom. Of a reference, which nobody reads so, all files are there first.
 */
export async function followPage(page: string, options: FollowOptions = {}): Promise<void> {
  const blocks = await readBlocks(page)
  await using shell = await PageShell.open(options)
  const ordered = page.startsWith('docs/reference/') ? blocks.toSorted(filesFirst) : blocks
  for (const block of ordered) {
    try {
      await follow(shell, block, options)
    } catch (cause) {
      const text = cause instanceof Error ? cause.message : String(cause)
      throw new Error(`${page}:${block.line}: ${text}`, { cause })
    }
  }
}

/** The blocks of a page of this checkout. */
export async function readBlocks(page: string): Promise<Block[]> {
  return blocksOf(await readFile(new URL(`../../${page}`, import.meta.url), 'utf8'))
}

function filesFirst(a: Block, b: Block): number {
  return Number(a.language === 'console') - Number(b.language === 'console')
}

async function follow(shell: PageShell, block: Block, options: FollowOptions): Promise<void> {
  if (block.language === 'console') return runAll(shell, block, options)
  const [file, continued] = block.info
  if (file === undefined) throw new Error('the block says neither a file nor what to run')
  return shell.write(file, block.text, continued === '(continued)')
}

async function runAll(
  shell: PageShell,
  { text, info }: Block,
  { exact = false }: FollowOptions,
): Promise<void> {
  const steps = stepsOf(text)
  const last = Number(info[0]?.replace('exit=', '') ?? 0)
  for (const [index, { line, shown }] of steps.entries()) {
    if (exact && shown.includes('…')) throw new Error(`${line} leaves out lines`)
    const { exitCode, output } = await shell.run(line)
    const wanted = index === steps.length - 1 ? last : 0
    if (exitCode !== wanted) throw new Error(`${line} ended with ${exitCode} and said:\n${output}`)
    if ((exact || shown.length > 0) && !patternOf(shown).test(withoutMargin(output))) {
      throw new Error(`${line} said:\n${output}\nand not:\n${shown.join('\n')}`)
    }
  }
}

/** What is told of a run every ten seconds while nothing ends: on a machine that has much else to do. */
const MEANWHILE = /^(▸ .*|[━─]* ?\d+\/\d+ jobs, .*)\n/gm

/** Ends of lines and empty lines around all of it are nobody's promise. */
function withoutMargin(output: string): string {
  const text = output.replaceAll(MEANWHILE, '').replaceAll(/ +$/gm, '').trim()
  return text === '' ? '' : `${text}\n`
}

function patternOf(lines: readonly string[]): RegExp {
  const parts = lines.map((line) =>
    line === '…' ? '(?:.*\\n)*' : `${line.split('…').map(escape).join('.*')}\\n`,
  )
  return new RegExp(`^${parts.join('')}$`)
}

function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
