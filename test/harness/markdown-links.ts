/** A link or picture of a page. */
export interface Link {
  /** As it is written. */
  readonly target: string
  readonly line: number
}

const CODE = /^(```[^]*?^```$|(?: {4}).*$)|`[^`\n]*`/gm
const LINK = /\]\(([^()\s]+)\)/g
const HEADING = /^#{1,6} +(.+)$/gm

/** Every link, without those in code. */
export function linksOf(markdown: string): Link[] {
  const text = withoutCode(markdown)
  return Array.from(text.matchAll(LINK), ({ 1: target = '', index }) => ({
    target,
    line: text.slice(0, index).split('\n').length,
  }))
}

/** What a link to each heading ends with, as GitHub makes it. */
export function anchorsOf(markdown: string): Set<string> {
  const anchors = new Set<string>()
  const text = markdown.replaceAll(/^```[^]*?^```$/gm, '')
  for (const [, heading = ''] of text.matchAll(HEADING)) {
    const slug = slugOf(heading)
    let anchor = slug
    for (let count = 1; anchors.has(anchor); count++) anchor = `${slug}-${count}`
    anchors.add(anchor)
  }
  return anchors
}

function slugOf(heading: string): string {
  const shown = heading.trim().replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
  return shown
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
    .replaceAll(' ', '-')
}

/** Lines stay where they are. */
function withoutCode(markdown: string): string {
  return markdown.replaceAll(CODE, (code) => code.replaceAll(/[^\n]/g, ' '))
}
