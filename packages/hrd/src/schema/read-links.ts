import { type ConsumeLink, isName, type ParentLink, roleOf } from '@ays/core'
import type { Report } from '../report.ts'
import { show } from '../show.ts'
import type { Tags, TagValue } from './read-tags.ts'

/** What AYS 8.1 took when the tag gives no numbers. */
const MIN = 0
const MAX = 100

/** What the tags of one field say about other services. */
export interface FieldLinks {
  readonly parent?: ParentLink
  readonly consume: readonly ConsumeLink[]
}

/** Reads `parent:`, `consume:`, `auto`, `parentauto` and `optional` of one field. */
export function readLinks(tags: Tags, argname: string, report: Report): FieldLinks {
  const parentTag = tags.values.get('parent')
  const parent = parentTag && readParent(parentTag, tags, argname, report)
  const consumeTag = tags.values.get('consume')
  const consume = consumeTag ? readConsume(consumeTag, tags, argname, report) : []
  if (parent === undefined) return { consume }
  if (consumeTag && consume.some(({ role }) => role !== parent.role)) {
    const detail = 'AYS 8.1 took the parent only, and so does this one. Use a field of its own.'
    report.ignored(consumeTag, 'a field names a parent or what is consumed, not both', detail)
  }
  return { parent, consume: [] }
}

function readParent(
  tag: TagValue,
  { flags }: Tags,
  argname: string,
  report: Report,
): ParentLink | undefined {
  const [role = '', ...rest] = tag.text.split(':')
  if (rest.length > 0) {
    const detail = 'There is always at most one parent. AYS 8.1 found none because of the colon.'
    report.ignored(tag, '"parent" takes a role only', detail)
  }
  if (!checkRole(role.trim(), tag, report)) return undefined
  const auto = flags.has('auto') || flags.has('parentauto')
  return { role: roleOf(role.trim()), argname, auto, optional: flags.has('optional') }
}

function readConsume(
  tag: TagValue,
  { flags }: Tags,
  argname: string,
  report: Report,
): ConsumeLink[] {
  const items = tag.text.split(',').filter((item) => item.trim() !== '')
  if (items.length > 1) {
    const detail = 'Every role is taken here, each with its own numbers.'
    report.ignored(tag, 'AYS 8.1 kept the last role of the list only', detail)
  }
  if (items.length === 0) checkRole('', tag, report)
  return items.flatMap((item) => readConsumed(item, tag, flags.has('auto'), argname, report))
}

/** `ROLE[:MIN[:MAX[:auto]]]` */
function readConsumed(
  item: string,
  tag: TagValue,
  auto: boolean,
  argname: string,
  report: Report,
): ConsumeLink[] {
  const [role = '', min, max, ...rest] = item.split(':').map((part) => part.trim())
  if (!checkRole(role, tag, report)) return []
  const least = readCount(min, MIN, tag, report)
  const most = readCount(max, Math.max(MAX, least), tag, report)
  if (most > 0 && most < least) {
    report.error(
      tag,
      `${show(role)} is consumed at least ${least} and at most ${most} times`,
      SWAPPED,
    )
  }
  if (rest.length > 0) reportRest(rest, tag, report)
  return [
    {
      role: roleOf(role),
      argname,
      min: least,
      max: most,
      auto: auto || rest[0]?.toLowerCase() === 'auto',
    },
  ]
}

const SWAPPED = 'Write the smaller number first: consume:ROLE:MIN:MAX.'

function reportRest(rest: readonly string[], tag: TagValue, report: Report): void {
  const known = rest.length === 1 && rest[0]?.toLowerCase() === 'auto'
  const summary = known
    ? 'AYS 8.1 ignored the numbers and "auto" of a consume tag of four parts'
    : `${show(rest.join(':'))} is not a part of a consume tag`
  report.ignored(tag, summary, 'All four parts of ROLE:MIN:MAX:auto count here.')
}

function readCount(
  text: string | undefined,
  initial: number,
  tag: TagValue,
  report: Report,
): number {
  if (text === undefined || text === '') return initial
  if (/^\d{1,9}$/.test(text)) return Number(text)
  report.error(tag, `${show(text)} is not a number of services`, 'Write consume:ROLE:MIN:MAX.')
  return initial
}

function checkRole(role: string, tag: TagValue, report: Report): boolean {
  if (isName(role)) return true
  const detail =
    'A role has letters, digits, "-", "_" and "."; what follows the first dot is dropped.'
  report.error(tag, `${show(role)} is not a role`, detail, 'AYS_NAME_INVALID')
  return false
}
