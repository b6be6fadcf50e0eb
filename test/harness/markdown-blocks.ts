/** A fenced block of a page. */
export interface Block {
  /** The first word behind the fence. */
  readonly language: string
  /** The other words. */
  readonly info: readonly string[]
  readonly text: string
  /** Where it begins. */
  readonly line: number
}

const FENCED = /^```(.*)\n([^]*?)^```$/gm

/** Every fenced block, in order. */
export function blocksOf(markdown: string): Block[] {
  return Array.from(markdown.matchAll(FENCED), ({ 1: head = '', 2: text = '', index }) => {
    const [language = '', ...info] = head.split(' ')
    return { language, info, text, line: markdown.slice(0, index).split('\n').length }
  })
}

/** A line that a console block runs, and what it shows below it. */
export interface Step {
  readonly line: string
  readonly shown: readonly string[]
}

/** What the text of a console block runs, in order. */
export function stepsOf(text: string): Step[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((step) => {
      const [line = '', ...shown] = step.trimEnd().split('\n')
      return { line, shown }
    })
}
