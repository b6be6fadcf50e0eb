import { readFile } from 'node:fs/promises'
import { type Block, blocksOf } from './markdown-blocks.ts'
import { PageShell } from './page-shell.ts'

/**
 * Does what a page of docs/ says, in an empty folder, and throws where something else comes of it:
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
export async function followPage(page: string): Promise<void> {
  const markdown = await readFile(new URL(`../../docs/${page}`, import.meta.url), 'utf8')
  await using shell = await PageShell.open()
  const blocks = blocksOf(markdown)
  const ordered = page.startsWith('reference/') ? blocks.toSorted(filesFirst) : blocks
  for (const block of ordered) {
    try {
      await follow(shell, block)
    } catch (cause) {
      const text = cause instanceof Error ? cause.message : String(cause)
      throw new Error(`docs/${page}:${block.line}: ${text}`, { cause })
    }
  }
}

function filesFirst(a: Block, b: Block): number {
  return Number(a.language === 'console') - Number(b.language === 'console')
}

async function follow(shell: PageShell, block: Block): Promise<void> {
  if (block.language === 'console') return runAll(shell, block)
  const [file, continued] = block.info
  if (file === undefined) throw new Error('the block says neither a file nor what to run')
  return shell.write(file, block.text, continued === '(continued)')
}

async function runAll(shell: PageShell, { text, info }: Block): Promise<void> {
  const steps = text.split(/^\$ /m).slice(1)
  const last = Number(info[0]?.replace('exit=', '') ?? 0)
  for (const [index, step] of steps.entries()) {
    const [line = '', ...expected] = step.trimEnd().split('\n')
    const { exitCode, output } = await shell.run(line)
    const wanted = index === steps.length - 1 ? last : 0
    if (exitCode !== wanted) throw new Error(`${line} ended with ${exitCode} and said:\n${output}`)
    if (expected.length > 0 && !patternOf(expected).test(withoutMargin(output))) {
      throw new Error(`${line} said:\n${output}\nand not:\n${expected.join('\n')}`)
    }
  }
}

/** Ends of lines and empty lines around all of it are nobody's promise. */
function withoutMargin(output: string): string {
  return `${output.replaceAll(/ +$/gm, '').trim()}\n`
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
